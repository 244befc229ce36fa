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
$problems = array_map(fn ($problem) => $problem['message'], $calendar->validate());
echo json_encode(compact('entries', 'problems'), JSON_THROW_ON_ERROR);
