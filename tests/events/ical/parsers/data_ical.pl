# Reads each calendar file that it is given with Data::ICal; prints the events, a line of JSON each.
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

sub value {
    my ( $entry, $name ) = @_;
    my $properties = $entry->property($name) || [];
    return @$properties ? $properties->[0]->value : '';
}

sub invitation {
    my ( $method, $entry ) = @_;
    my @attendees = map { [ $_->value, map { $_ // '' } @{ $_->parameters }{qw(CN PARTSTAT)} ] } @{ $entry->property('attendee') };
    return [ $method, value( $entry, 'sequence' ), value( $entry, 'organizer' ), \@attendees ];
}

sub reading {
    my ($path) = @_;
    open my $file, '<:encoding(UTF-8)', $path or die "$path: $!\n";
    my $calendar = Data::ICal->new( data => do { local $/ = undef; <$file> } );
    die $calendar->error_message . "\n" unless $calendar;

    my ( @entries, @invitations );
    for my $entry ( grep { $_->ical_entry_type eq 'VEVENT' } @{ $calendar->entries } ) {
        my @moments = map { seconds( value( $entry, $_ ) ) } qw(dtstart dtend);
        push @entries, [ @moments, map { value( $entry, $_ ) } qw(summary uid description location) ];
        push @invitations, invitation( value( $calendar, 'method' ), $entry ) if $entry->property('attendee');
    }
    return { entries => \@entries, problems => [], invitations => \@invitations };
}

for my $path (@ARGV) {
    my $reading = eval { reading($path) } || { entries => [], problems => ["$@"], invitations => [] };
    print JSON::PP->new->ascii->canonical->encode($reading), "\n";
}
