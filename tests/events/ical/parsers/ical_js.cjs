// Reads each calendar file that it is given with ical.js; prints the events, a line of JSON each.

const fs = require("node:fs");

function entryOf(event) {
  const moments = [event.startDate, event.endDate].map((time) => time.toJSDate().getTime() / 1000);
  return [...moments, event.summary, event.uid, event.description, event.location];
}

function invitationOf(method, event) {
  const attendees = event.attendees.map((attendee) => [
    attendee.getFirstValue(),
    attendee.getParameter("cn") ?? "",
    attendee.getParameter("partstat"),
  ]);
  return [method, String(event.sequence), event.organizer, attendees];
}

function readingOf(ICAL, content) {
  const calendar = new ICAL.Component(ICAL.parse(content));
  const method = calendar.getFirstPropertyValue("method");
  const events = calendar.getAllSubcomponents("vevent").map((component) => new ICAL.Event(component));
  const invitations = events
    .filter((event) => event.attendees.length)
    .map((event) => invitationOf(method, event));
  return { entries: events.map(entryOf), problems: [], invitations };
}

async function main() {
  const loaded = await import(require.resolve("ical.js"));
  const ICAL = loaded.default ?? loaded;
  for (const path of process.argv.slice(2)) {
    let reading;
    try {
      reading = readingOf(ICAL, fs.readFileSync(path, "utf8"));
    } catch (problem) {
      reading = { entries: [], problems: [String(problem)], invitations: [] };
    }
    console.log(JSON.stringify(reading));
  }
}

main();
