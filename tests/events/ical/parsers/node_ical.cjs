// Reads a calendar from standard input with node-ical and prints, as JSON, the events.

const fs = require("node:fs");
const ical = require("node-ical");

const components = Object.values(ical.sync.parseICS(fs.readFileSync(0, "utf8")));
const entries = components
  .filter((component) => component.type === "VEVENT")
  .map((event) => [event.start.getTime() / 1000, event.end.getTime() / 1000, event.summary, event.uid]);
console.log(JSON.stringify({ entries, problems: [] }));
