"""Events that are over: waiting for their recording, archived, or older than this site."""

from datetime import time

from .shapes import DemoEvent, DemoSession, DemoVideo
from .topics import CO_RESPONDERS, DISABILITY, PEER_SUPPORT

FUNDER = "Bureau of Community Crisis Programs"

VIDEO = DemoVideo(
    file="night-shift-recording.mp4",
    poster="night-shift-poster.webp",
    poster_alt="Title card: The night shift. What a crisis team needs after 10 p.m.",
    captions=(
        ("en", "English", "night-shift-captions-en.vtt"),
        ("es", "Español", "night-shift-captions-es.vtt"),
    ),
    seconds=51,
)

PAST = (
    DemoEvent(
        slug="when-the-caller-is-a-child",
        kind="webinar",
        title="When the caller is a child: the first two minutes",
        summary="Children answer the question you asked, not the one you meant. A dispatcher and "
        "a psychiatrist rewrite the first two minutes.",
        description="<p>A nine-year-old says the house is loud. What do you ask next? Grace "
        "Nakamura and Dr. Lucinda Ferreira listened to forty calls made by children and kept "
        "what worked.</p><p>The four sentences they ended with are on the slides. The checklist "
        "is for the desk.</p>",
        audience="Call takers and the trainers of a dispatch floor",
        delivery="virtual",
        sessions=(DemoSession(-6, time(14), time(15, 30)),),
        join_url="https://meet.example.org/young-callers",
        funder=FUNDER,
        capacity=500,
        recording_expected_days=16,
        presenters=(
            ("grace-nakamura", "Director", "Tri-River Emergency Communications (Oregon)"),
            (
                "lucinda-ferreira",
                "Medical Director",
                "Harbor County Crisis Center (Rhode Island)",
            ),
        ),
        files=(
            ("Webinar slides", "slides", "young-callers-slides.pdf"),
            ("Dispatcher checklist", "handout", "dispatcher-checklist.pdf"),
        ),
        keywords=("Youth", "Dispatch", "De-escalation"),
        intercepts=(0, 1),
        topics=(DISABILITY,),
        resources=("four-sentences-for-young-callers", "dispatcher-checklist"),
    ),
    DemoEvent(
        slug="ninety-miles",
        kind="webinar",
        title="One deputy, ninety miles",
        summary="A county with one deputy on at night built a crisis plan around the telephone. "
        "It costs less than the tires did.",
        description="<p>Elias Brandt walks through a year of night calls in nine counties: who "
        "drove, how far, and how often a voice on the phone would have been "
        "enough.</p><p>Nothing to download yet. The slides come with the recording.</p>",
        delivery="virtual",
        sessions=(DemoSession(-2, time(15), time(16)),),
        join_url="https://meet.example.org/ninety-miles",
        capacity=300,
        recording_expected_days=14,
        presenters=(
            (
                "elias-brandt",
                "Regional Planner",
                "Prairie Line Counties Cooperative (Nebraska)",
            ),
        ),
        keywords=("Rural communities", "Crisis"),
        intercepts=(1,),
        resources=("three-cars-five-counties",),
    ),
    DemoEvent(
        slug="the-night-shift",
        kind="webinar",
        title="The night shift: what a crisis team needs after 10 p.m.",
        summary="Four things that keep a night team going: a plan for two, a list of open doors, "
        "covered rest, and a call the next afternoon.",
        description="<p>Rosa Villanueva runs a night team in Arizona. Marcus Adeyemi works "
        "nights in Illinois. They compared notes for a year and found four habits that both "
        "teams share.</p><ul><li>Two people, and one of them leads</li><li>A list of places that "
        "are open, checked monthly</li><li>Rest that somebody covers</li><li>A short call on the "
        "next day.</li></ul><p>The recording here is a one-minute sample with computer voices, "
        "made for this demonstration. Its captions and its transcript are real.</p>",
        audience="Those who staff, lead or fund a night team",
        delivery="virtual",
        sessions=(DemoSession(-34, time(14), time(15)),),
        join_url="https://meet.example.org/night-shift",
        funder=FUNDER,
        capacity=500,
        recording_expected_days=14,
        presenters=(
            (
                "rosa-villanueva",
                "Night Services Director",
                "Saguaro Valley Behavioral Health (Arizona)",
            ),
            (
                "marcus-adeyemi",
                "Certified Peer Specialist",
                "Lakeside Mobile Crisis Team (Illinois)",
            ),
        ),
        files=(
            ("Webinar slides", "slides", "night-shift-slides.pdf"),
            ("Transcript", "transcript", "night-shift-transcript.txt"),
        ),
        recording="video",
        recording_minutes=1,
        keywords=("Mobile crisis teams", "Staff wellness", "Peer support specialists"),
        intercepts=(0,),
        resources=("four-habits-of-a-night-team", "doors-open-at-3-am"),
    ),
    DemoEvent(
        slug="dispatch-floor-exchange",
        kind="event",
        title="Dispatch floors: a peer exchange",
        summary="Sixteen supervisors from eight centers spent a day side by side. We did not "
        "record it, so that they could speak freely.",
        description="<p>Each center brought one hard call and one good idea. Nobody gave a "
        "talk.</p><p>The group agreed on one sheet of paper, which you may print: the "
        "dispatcher checklist.</p>",
        delivery="in_person",
        sessions=(DemoSession(-70, time(9), time(15, 30)),),
        place_name="Tri-River Emergency Communications",
        place_address="9 Model Road\nSalem, Oregon 97301",
        place_city="Salem, Oregon",
        zone="America/Los_Angeles",
        capacity=16,
        recording_plan="none",
        presenters=(("grace-nakamura", "Director", "Tri-River Emergency Communications (Oregon)"),),
        files=(("Dispatcher checklist", "handout", "dispatcher-checklist.pdf"),),
        keywords=("Dispatch", "988 Suicide & Crisis Lifeline"),
        intercepts=(0, 1),
        resources=("dispatcher-checklist",),
    ),
    DemoEvent(
        slug="ask-before-you-help",
        kind="webinar",
        title="Ask before you help: disabled callers talk back",
        summary="Four people who called for help, or had it called on them, say what the team "
        "did right, and at which second it went wrong.",
        description="<p>A hand on the elbow can be help or a shove, depending on who asked. Thea "
        "Lindqvist hosts in American Sign Language, with voice interpreters. Ibrahim Castellan "
        "reads from the calls.</p><p>You will hear four stories and try out six questions that "
        "work at any door.</p><p>The recording shows the signer and the interpreters side by "
        "side. It is kept on another site, and opens there.</p>",
        delivery="virtual",
        sessions=(DemoSession(-118, time(13), time(14)),),
        zone="America/Chicago",
        funder=FUNDER,
        presenters=(
            ("thea-lindqvist", "Deaf Access Coordinator", "Open Line Access Project (Minnesota)"),
            ("ibrahim-castellan", "Lead Trainer", "Ask Me First Collective (Georgia)"),
        ),
        recording="link",
        recording_url="https://video.example.org/ask-before-you-help",
        recording_minutes=56,
        keywords=(
            "Deaf and hard of hearing people",
            "Autism",
            "Intellectual and developmental disabilities",
            "Accessibility",
        ),
        intercepts=(0, 1),
        topics=(DISABILITY,),
        resources=("plain-words-at-the-door", "card-in-the-visor"),
    ),
    DemoEvent(
        slug="after-the-siren",
        kind="webinar",
        title="After the siren: bringing families into the plan",
        summary="What families see on the worst night, what they are never told, and three phone "
        "calls that change the second visit.",
        description="<p>Dr. Lucinda Ferreira asked sixty families what they remembered. Rosa "
        "Villanueva changed her team’s follow-up because of the answers.</p><p>The recording is "
        "kept on another site, and opens there.</p>",
        delivery="virtual",
        sessions=(DemoSession(-431, time(13), time(14)),),
        funder=FUNDER,
        recording_expected_days=14,
        presenters=(
            (
                "lucinda-ferreira",
                "Attending Psychiatrist",
                "Harbor County Children’s Clinic (Rhode Island)",
            ),
            (
                "rosa-villanueva",
                "Lead Night Clinician",
                "Saguaro Valley Mobile Team (Arizona)",
            ),
        ),
        recording="link",
        recording_url="https://video.example.org/after-the-siren",
        recording_minutes=58,
        keywords=("Families", "Behavioral health"),
        intercepts=(0, 1),
        resources=("what-families-remember",),
    ),
    DemoEvent(
        slug="first-peer-on-the-team",
        kind="webinar",
        title="The first peer on the team: hiring, pay and the first ninety days",
        summary="A county and a peer specialist tell the same story from both sides of the "
        "interview table.",
        description="<p>The job was posted twice before anyone applied. Then the posting was "
        "rewritten by a peer. This hour is about that second page, the pay scale behind it, and "
        "a first month without a desk.</p>",
        delivery="virtual",
        sessions=(DemoSession(-802, time(10), time(11)),),
        zone="Pacific/Honolulu",
        presenters=(
            ("marcus-adeyemi", "Peer Intern", "Lakeside Drop-In Center (Illinois)"),
            (
                "wendell-baptiste",
                "Night Manager",
                "Open Door House (Louisiana)",
            ),
        ),
        recording="link",
        recording_url="https://video.example.org/first-peer",
        recording_minutes=61,
        keywords=("Peer support specialists", "Lived experience"),
        intercepts=(0,),
        topics=(PEER_SUPPORT,),
        resources=("posting-a-peer-job",),
    ),
    DemoEvent(
        slug="co-response-basics",
        kind="webinar",
        title="Co-response basics",
        summary="An early session on three ways to share a car, kept because people still ask "
        "for it. Its date is not on record.",
        description="<p>This recording came from an older website, together with its "
        "slides.</p><p>The three models still hold. The telephone numbers on the original "
        "slides were taken out.</p>",
        delivery="virtual",
        sessions=(),
        presenters=(("dana-kowalczyk", "Patrol Officer", "Millbrook Police Department (Ohio)"),),
        files=(("Webinar slides", "slides", "co-response-basics-slides.pdf"),),
        recording="link",
        recording_url="https://video.example.org/co-response-basics",
        recording_minutes=47,
        legacy=True,
        keywords=("Co-responder teams",),
        intercepts=(1,),
        topics=(CO_RESPONDERS,),
        resources=("three-ways-to-ride",),
    ),
)
