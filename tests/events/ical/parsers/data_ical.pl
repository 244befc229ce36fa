# Reads a calendar from standard input with Data::ICal and prints, as JSON, the events.
use strict;
use warnings;
use Data::ICal;
use JSON::PP;
use Time::Local qw(timegm_modern);

sub seconds {
    my ($value) = @_;
    my ( $year, $month, @rest ) = $value =~ /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/
        or die "not a moment in UTC: $value\n";
    return timegm_modern( reverse(@rest), $month - 1, $year );
}

binmode STDIN, ':encoding(UTF-8)';
my $calendar = Data::ICal->new( data => do { local $/ = undef; <STDIN> } );
die $calendar->error_message . "\n" unless $calendar;

my @entries;
for my $entry ( grep { $_->ical_entry_type eq 'VEVENT' } @{ $calendar->entries } ) {
    my %value = map { $_ => $entry->property($_)->[0]->value } qw(dtstart dtend summary uid);
    push @entries,
        [ seconds( $value{dtstart} ), seconds( $value{dtend} ), $value{summary}, $value{uid} ];
}

my ($method) = map { $_->value } @{ $calendar->property('method') || [] };
my @invitations;
for my $entry ( grep { $_->property('attendee') } @{ $calendar->entries } ) {
    my ( $sequence, $organizer ) = map { $entry->property($_)->[0]->value } qw(sequence organizer);
    my @attendees = map { [ $_->value, map { $_ // '' } @{ $_->parameters }{qw(CN PARTSTAT)} ] } @{ $entry->property('attendee') };
    push @invitations, [ $method, $sequence, $organizer, \@attendees ];
}
print JSON::PP->new->ascii->encode(
    { entries => \@entries, problems => [], invitations => \@invitations } );
