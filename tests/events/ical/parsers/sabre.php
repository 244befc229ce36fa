<?php
// Reads a calendar from standard input with sabre/vobject and prints, as JSON, the events and the objections.

require 'Sabre/VObject/autoload.php';

$calendar = Sabre\VObject\Reader::read(stream_get_contents(STDIN));
$entries = [];
foreach ($calendar->select('VEVENT') as $event) {
    $entries[] = [
        $event->DTSTART->getDateTime()->getTimestamp(),
        $event->DTEND->getDateTime()->getTimestamp(),
        $event->SUMMARY->getValue(),
        $event->UID->getValue(),
    ];
}
$invitations = [];
foreach ($calendar->select('VEVENT') as $event) {
    $attendees = array_map(
        fn ($attendee) => [$attendee->getValue(), (string) $attendee['CN'], (string) $attendee['PARTSTAT']],
        $event->select('ATTENDEE'),
    );
    if ($attendees) {
        $invitations[] = [
            (string) $calendar->METHOD,
            (string) $event->SEQUENCE,
            (string) $event->ORGANIZER,
            array_values($attendees),
        ];
    }
}
$problems = array_map(fn ($problem) => $problem['message'], $calendar->validate());
echo json_encode(compact('entries', 'problems', 'invitations'), JSON_THROW_ON_ERROR);
