// Reads a calendar from standard input with node-ical and prints, as JSON, the events.

const fs = require("node:fs");
const ical = require("node-ical");

const components = Object.values(ical.sync.parseICS(fs.readFileSync(0, "utf8")));
const events = components.filter((component) => component.type === "VEVENT");
const entries = events.map((event) => [event.start.getTime() / 1000, event.end.getTime() / 1000, event.summary, event.uid]);
const invitations = events
  .filter((event) => event.attendee)
  .map((event) => {
    const attendees = [event.attendee]
      .flat()
      .map((attendee) => [attendee.val, attendee.params.CN ?? "", attendee.params.PARTSTAT]);
    const organizer = event.organizer.val ?? event.organizer;
    return [event.method, String(event.sequence), organizer, attendees];
  });
console.log(JSON.stringify({ entries, problems: [], invitations }));
