"""The demo's topics. Their entries are slugs of resources and of events."""

from .shapes import DemoTopic

PEER_SUPPORT = "peer-support"
CO_RESPONDERS = "co-responder-teams"
DISABILITY = "disability-and-crisis-response"

TOPICS = (
    DemoTopic(
        slug=PEER_SUPPORT,
        title="Peer support",
        introduction="<p>A peer has been where the caller is now. That is worth a job, a fair "
        "wage and somebody to talk to after a hard night. Here is how teams found their first "
        "peers, kept them, and gave them work that only a peer can do.</p><p>New to this? Read "
        "the two highlighted entries before you write the job posting.</p>",
        highlighted=(
            "peer-support-roles-sequential-intercept-model",
            "advancing-the-work-of-peer-support-specialists",
        ),
        others=(
            "first-peer-on-the-team",
            "posting-a-peer-job",
            "supporting-peers-at-intercept-0",
            "supervision-over-coffee",
            "from-development-to-success",
            "engaging-peers-in-jail-use-reduction",
            "left-alone-when-the-cops-go-home",
        ),
    ),
    DemoTopic(
        slug=CO_RESPONDERS,
        title="Co-responder teams",
        introduction="<p>An officer and a clinician in one car look simple from the sidewalk. "
        "Behind it stand two employers, two sets of notes and one tank of gas. These entries are "
        "for whoever has to write the agreement and find the money.</p>",
        highlighted=("who-drives-who-knocks",),
        others=(
            "co-response-basics",
            "three-ways-to-ride",
            "three-cars-five-counties",
            "may-i-tell-them",
            "the-bag-behind-the-seat",
            "naloxone-in-the-glove-box",
            "new-co-responder-pairs",
        ),
    ),
    DemoTopic(
        slug=DISABILITY,
        title="Disability and crisis response",
        introduction="<p>A person who doesn’t answer may be Deaf, or autistic, or looking for a "
        "word. Teams that know this slow down, and fewer calls go wrong. Much of what follows "
        "was written by disabled people, and all of it was tried out with them.</p><ul>"
        "<li><b>At the desk:</b> begin with the dispatcher checklist.</li>"
        "<li><b>At the door:</b> begin with the two highlighted guides.</li>"
        "<li><b>In the office:</b> begin with the twenty questions.</li></ul>",
        highlighted=("plain-words-at-the-door", "quiet-on-arrival"),
        others=(
            "ask-before-you-help",
            "card-in-the-visor",
            "twenty-questions-about-the-ada",
            "dispatcher-checklist",
            "from-development-to-success",
            "when-the-caller-is-a-child",
        ),
    ),
)
