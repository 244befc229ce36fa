// Reads each calendar file that it is given with node-ical; prints the events, a line of JSON each.

const fs = require("node:fs");
const ical = require("node-ical");

function entryOf(event) {
  const moments = [event.start, event.end].map((moment) => moment.getTime() / 1000);
  return [...moments, event.summary, event.uid, event.description, event.location];
}

function invitationOf(event) {
  const attendees = [event.attendee]
    .flat()
    .map((attendee) => [attendee.val, attendee.params.CN ?? "", attendee.params.PARTSTAT]);
  const organizer = event.organizer.val ?? event.organizer;
  return [event.method, String(event.sequence), organizer, attendees];
}

function readingOf(content) {
  const components = Object.values(ical.sync.parseICS(content));
  const events = components.filter((component) => component.type === "VEVENT");
  const invited = events.filter((event) => event.attendee);
  return { entries: events.map(entryOf), problems: [], invitations: invited.map(invitationOf) };
}

for (const path of process.argv.slice(2)) {
  let reading;
  try {
    reading = readingOf(fs.readFileSync(path, "utf8"));
  } catch (problem) {
    reading = { entries: [], problems: [String(problem)], invitations: [] };
  }
  console.log(JSON.stringify(reading));
}
