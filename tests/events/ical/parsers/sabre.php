<?php
// Reads each calendar file that it is given with sabre/vobject; prints the events and the objections, a line of JSON each.

require 'Sabre/VObject/autoload.php';

function text_of($property)
{
    return $property ? $property->getValue() : '';
}

function entry_of($event)
{
    return [
        $event->DTSTART->getDateTime()->getTimestamp(),
        $event->DTEND->getDateTime()->getTimestamp(),
        text_of($event->SUMMARY),
        text_of($event->UID),
        text_of($event->DESCRIPTION),
        text_of($event->LOCATION),
    ];
}

function invitation_of($calendar, $event)
{
    $attendees = array_map(
        fn ($attendee) => [$attendee->getValue(), (string) $attendee['CN'], (string) $attendee['PARTSTAT']],
        $event->select('ATTENDEE'),
    );
    return [(string) $calendar->METHOD, (string) $event->SEQUENCE, (string) $event->ORGANIZER, array_values($attendees)];
}

function reading_of($content)
{
    $calendar = Sabre\VObject\Reader::read($content);
    $events = array_values($calendar->select('VEVENT'));
    $invited = array_values(array_filter($events, fn ($event) => $event->select('ATTENDEE')));
    return [
        'entries' => array_map('entry_of', $events),
        'problems' => array_map(fn ($problem) => $problem['message'], $calendar->validate()),
        'invitations' => array_map(fn ($event) => invitation_of($calendar, $event), $invited),
    ];
}

foreach (array_slice($argv, 1) as $path) {
    try {
        $reading = reading_of(file_get_contents($path));
    } catch (Exception $problem) {
        $reading = ['entries' => [], 'problems' => [$problem->getMessage()], 'invitations' => []];
    }
    echo json_encode($reading, JSON_THROW_ON_ERROR), "\n";
}
