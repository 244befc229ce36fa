"""The words of the demo's pages that are not events."""

from .shapes import DemoHome, DemoPage, DemoTask

SITE_NAME = "Crisis Response TTA Center"
HELP_PHONE = "(555) 555-0142"
HELP_EMAIL = "help@tta.example"

HOME = DemoHome(
    hero_title="Learn from teams that answer the call",
    lead="Webinars, classes and one-to-one help for dispatchers, officers, clinicians and peer "
    "specialists. Nothing here costs money.",
    tasks=(
        DemoTask(
            "Take part in an event",
            "Join online or come to a classroom. Captions are always on, and you can ask for more.",
        ),
        DemoTask(
            "Browse the library",
            "Guides, reports and sheets to print, each with the training that goes with it. Our "
            "PDFs are tagged, so a screen reader can follow them.",
        ),
        DemoTask(
            "Ask for assistance",
            "Tell us what your team is stuck on. We look for a trainer or a team that has been "
            "there.",
        ),
    ),
)

EVENT_INDEX = (
    "Open to anyone who plans, sends or joins a crisis response. Every time is shown in the "
    "event’s own time zone, with yours beside it."
)

ACCESSIBILITY = DemoPage(
    slug="accessibility",
    title="Accessibility and accommodations",
    summary="What we provide at every event, how to ask for more, and how to tell us about a "
    "barrier.",
    body="<p>We want you to be able to take part, not only to be let in. Our goal for this site "
    "is the Web Content Accessibility Guidelines (WCAG) 2.2, level AA.</p>"
    "<p><b>At every live event.</b> A person writes the captions. Presenters say aloud what "
    "their slides show. Slides go out two days ahead, so that you can read them at your own "
    "size and speed.</p>"
    "<p><b>In a classroom.</b> We book only rooms with step-free access, a quiet space nearby "
    "and accessible restrooms. A microphone is used for every question.</p>"
    "<p><b>If you need something else</b>, such as an American Sign Language interpreter, a "
    "Spanish interpreter, braille or a seat near the door, say so on the registration form. "
    "Three business days are usually enough. Ask even if it is later than that.</p>"
    "<p><b>After the event.</b> We publish a recording once a person has read its captions "
    "against the sound. Count on two weeks. If you can’t wait, we can send you the transcript "
    "first.</p>"
    "<p><b>Something in your way?</b> Call (555) 555-0142 or write to "
    '<a href="mailto:help@tta.example">help@tta.example</a>. Tell us the page and what '
    "happened. We answer within two business days.</p>",
)

CODE_OF_CONDUCT = DemoPage(
    slug="code-of-conduct",
    title="Code of conduct",
    summary="How we treat each other at events, and what to do when somebody doesn’t.",
    body="<p>People come to our events with hard stories, and some of those stories are their "
    "own. These rules hold for everyone: guests, presenters and staff, in rooms and in "
    "chats.</p>"
    "<ul><li>Let people finish. Ask before you give advice.</li>"
    "<li>Speak about people, not about cases. Leave out names, addresses and anything that would "
    "let a neighbor guess.</li>"
    "<li>Don’t ask anyone to prove a diagnosis, a record or a loss.</li>"
    "<li>Don’t record, photograph or copy the chat. We do the recording, and we say when it "
    "starts.</li></ul>"
    "<p>Insults, threats, sexual remarks and slurs end your visit. A host may mute or remove you "
    "without a warning.</p>"
    "<p><b>If something happens</b>, send the host a private message or call (555) 555-0142. You "
    "don’t have to give your name. Two members of our staff read each report and write back "
    "within three business days.</p>"
    "<p>If a session brings up something heavy, step away: nobody counts the minutes. And "
    "<b>988</b> answers calls and texts day and night.</p>",
)

ASSISTANCE = DemoPage(
    slug="ask-for-assistance",
    title="Ask for assistance",
    summary="One-to-one help for agencies and teams: how to ask, and what happens then.",
    body="<p>Write to "
    f'<a href="mailto:{HELP_EMAIL}">{HELP_EMAIL}</a> or call {HELP_PHONE}. A few lines are '
    "enough:</p>"
    "<ul><li>who you are, and where your team works</li>"
    "<li>what you are stuck on, or want to start</li>"
    "<li>when you need it, and whether a call would do or a visit is better</li></ul>"
    "<p><b>What happens then.</b> A person reads it and calls you within two business days. "
    "Together you decide what helps most: a document, a talk with a team that has been there, a "
    "class for your people, or a visit.</p>"
    "<p>It costs nothing. Please leave out names and stories of the people you serve.</p>",
)

PAGES = (ACCESSIBILITY, CODE_OF_CONDUCT)
