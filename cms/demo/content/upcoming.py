"""Events that are live, still to come, cancelled or postponed."""

from datetime import time

from .shapes import DemoEvent, DemoSession
from .topics import CO_RESPONDERS, PEER_SUPPORT

FUNDER = "Bureau of Community Crisis Programs"

LIVE_AND_UPCOMING = (
    DemoEvent(
        slug="naloxone-in-the-glove-box",
        kind="webinar",
        title="Naloxone in the glove box: what every response car should carry",
        summary="A clinician and a sergeant unpack one car, item by item, and say what stays, "
        "what expires and who checks.",
        description="<p>The bag behind the seat is often packed by whoever had the job last. We "
        "empty one on camera and pack it again.</p><p>You will see:</p><ul><li>which items were "
        "used in a year of calls, and which never left the bag</li><li>how one team keeps track "
        "of expiry dates with a paper tag</li><li>what to hand to a family before you "
        "leave.</li></ul>",
        delivery="virtual",
        sessions=(DemoSession(0, time(13), time(14)),),
        live=True,
        join_url="https://meet.example.org/glove-box",
        join_visibility="public",
        funder=FUNDER,
        capacity=500,
        recording_expected_days=14,
        presenters=(
            ("dana-kowalczyk", "Crisis Response Sergeant", "Millbrook Police Department (Ohio)"),
            (
                "rosa-villanueva",
                "Night Services Director",
                "Saguaro Valley Behavioral Health (Arizona)",
            ),
        ),
        keywords=("Overdose response", "Co-responder teams"),
        intercepts=(0, 1),
        topics=(CO_RESPONDERS,),
        resources=("the-bag-behind-the-seat",),
    ),
    DemoEvent(
        slug="one-call-two-desks",
        kind="webinar",
        title="One call, two desks: moving a 911 call to 988",
        summary="When may a call move, who stays on the line, and what is written down? Two "
        "centers play their real handoff, word for word.",
        description="<p>A transfer can feel like being hung up on. It doesn’t have to. Grace "
        "Nakamura and Noor Haddad follow one call from the first ring to the note in the "
        "record.</p><ul><li><b>The words.</b> Three sentences that keep a caller on the "
        "line.</li><li><b>The rule.</b> When a call must stay with 911.</li><li><b>The "
        "record.</b> What each desk may tell the other.</li></ul><p>Bring your own transfer "
        "policy. We read two of them aloud, without names.</p>",
        audience="Call takers, their supervisors and 988 counselors",
        delivery="virtual",
        sessions=(DemoSession(9, time(14), time(15, 30)),),
        join_url="https://meet.example.org/two-desks",
        funder=FUNDER,
        capacity=500,
        recording_expected_days=14,
        presenters=(
            ("grace-nakamura", "Director", "Tri-River Emergency Communications (Oregon)"),
            ("noor-haddad", "Staff Attorney", "Shared Information Law Project"),
        ),
        files=(("Dispatcher checklist", "handout", "dispatcher-checklist.pdf"),),
        keywords=("988 Suicide & Crisis Lifeline", "Dispatch", "Information sharing"),
        intercepts=(0, 1),
        resources=("dispatcher-checklist", "may-i-tell-them"),
    ),
    DemoEvent(
        slug="reading-your-response-times",
        kind="webinar",
        title="Reading your own response times — four open hours",
        summary="Bring a spreadsheet and a question. A planner works through your numbers with "
        "you, one hour a week for four weeks.",
        description="<p>No slides, no lecture. Elias Brandt shares his screen and looks at "
        "whatever you bring: call logs, drive times, a chart that your board did not "
        "believe.</p><p>Remove names and addresses first. Come to one hour or to all four.</p>",
        delivery="virtual",
        sessions=(
            DemoSession(15, time(12), time(13), seats=4),
            DemoSession(22, time(12), time(13), seats=8),
            DemoSession(29, time(12), time(13), seats=8),
            DemoSession(36, time(12), time(13), seats=8),
        ),
        registration_covers="chosen",
        zone="America/Denver",
        join_url="https://meet.example.org/open-hours",
        join_visibility="public",
        recording_plan="none",
        presenters=(
            (
                "elias-brandt",
                "Regional Planner",
                "Prairie Line Counties Cooperative (Nebraska)",
            ),
        ),
        keywords=("Evaluation", "Rural communities", "Planning"),
        intercepts=(0, 1),
        resources=("three-cars-five-counties", "counting-a-quiet-year"),
    ),
    DemoEvent(
        slug="new-co-responder-pairs",
        kind="event",
        title="Two in the car: a class for new co-responder pairs",
        summary="Two days in Springfield for an officer and a clinician who will share a car. "
        "Come as a pair, and leave with a signed agreement.",
        description="<p>Day one is about the door: who knocks, who talks, who decides to leave. "
        "Day two is about the desk: notes, privacy, and the talk with your two "
        "bosses.</p><ul><li>Twelve pairs, no more</li><li>Role play with actors, and a quiet "
        "room for anyone who needs a break</li><li>Lunch on both days, at no "
        "cost.</li></ul><p>Register both people. If your partner isn’t hired yet, <a "
        'href="mailto:events@tta.example">write to us</a> and we hold the second seat.</p>',
        audience="Officers and clinicians who will share a car",
        delivery="in_person",
        sessions=(
            DemoSession(23, time(8, 30), time(16, 30)),
            DemoSession(24, time(8, 30), time(15)),
        ),
        place_name="Connecticut River Training Hall",
        place_address="1200 Sample Street\nSpringfield, Massachusetts 01103",
        place_city="Springfield, Massachusetts",
        funder=FUNDER,
        capacity=24,
        recording_plan="none",
        presenters=(
            ("dana-kowalczyk", "Crisis Response Sergeant", "Millbrook Police Department (Ohio)"),
            (
                "marcus-adeyemi",
                "Certified Peer Specialist",
                "Lakeside Mobile Crisis Team (Illinois)",
            ),
        ),
        contact_name="Springfield class desk",
        keywords=("Co-responder teams", "De-escalation"),
        intercepts=(1,),
        topics=(CO_RESPONDERS,),
        resources=("who-drives-who-knocks", "three-ways-to-ride"),
    ),
    DemoEvent(
        slug="housing-and-the-crisis-team",
        kind="event",
        title="Housing & the crisis team: the week after the bed",
        summary="Most people leave a crisis bed within five days. In the room or online, we plan "
        "day six: a key, a ride and a person to call.",
        description="<p>A safe night helps little if the next one is outside. This half day "
        "brings landlords, crisis teams and county staff to the same tables.</p><ul><li>What one "
        "house in Louisiana pays for a held room, and who pays it</li><li>A script for the call "
        "to a landlord</li><li>Table work with the people from your own "
        "county.</li></ul><p>People online get their own table and their own host.</p>",
        delivery="hybrid",
        sessions=(DemoSession(37, time(9), time(12, 30)),),
        zone="America/Chicago",
        place_name="Northgate Public Library, Room 2",
        place_address="45 Example Avenue\nRockford, Illinois 61101",
        place_city="Rockford, Illinois",
        join_url="https://meet.example.org/day-six",
        funder=FUNDER,
        capacity=140,
        recording_expected_days=21,
        presenters=(
            ("wendell-baptiste", "Housing Director", "Open Door House (Louisiana)"),
            (
                "marcus-adeyemi",
                "Certified Peer Specialist",
                "Lakeside Mobile Crisis Team (Illinois)",
            ),
        ),
        keywords=("Housing", "Prevention"),
        intercepts=(0, 4),
        resources=("day-six",),
    ),
    DemoEvent(
        slug="notes-that-travel",
        kind="webinar",
        title="Notes that travel: one record, three agencies",
        summary="How much may a dispatcher, a clinician and a deputy write in the same place?",
        description="<p>Three agencies, three systems, one person who is asked the same "
        "questions each time. Noor Haddad shows a shared note that passed legal review in two "
        "states, and the two fields that didn’t.</p>",
        audience="Dispatchers, clinicians, deputies and whoever writes their policies",
        delivery="virtual",
        sessions=(DemoSession(17, time(15), time(16)),),
        join_url="https://meet.example.org/notes",
        capacity=300,
        recording_expected_days=14,
        presenters=(("noor-haddad", "Staff Attorney", "Shared Information Law Project"),),
        state="cancelled",
        state_reason="One of the two states is rewriting its rule, and the session would have "
        "been out of date within a month.",
        state_next_step="We will announce a new session when the rule is final. Until then, Noor "
        "Haddad answers questions at privacy@tta.example.",
        keywords=("Information sharing",),
        intercepts=(0, 1, 2),
        resources=("may-i-tell-them", "before-the-jail-door"),
    ),
    DemoEvent(
        slug="village-crisis-response",
        kind="webinar",
        title="When the road is a river: crisis response without a highway",
        summary="Planes, boats and radios: how small communities reach a person in crisis when "
        "the nearest clinic is a flight away.",
        description="<p>Three village responders talk about weather, privacy where everybody is "
        "a cousin, and what a good radio call sounds like.</p><p>Elias Brandt asks the "
        "questions.</p>",
        delivery="virtual",
        sessions=(DemoSession(44, time(14), time(15, 15)),),
        join_url="https://meet.example.org/river",
        funder=FUNDER,
        capacity=300,
        recording_expected_days=14,
        presenters=(
            (
                "elias-brandt",
                "Regional Planner",
                "Prairie Line Counties Cooperative (Nebraska)",
            ),
        ),
        state="postponed",
        state_reason="Two of the three guests are needed at home during the flood season.",
        state_next_step="Your place is kept. We will e-mail the new date to everyone who "
        "registered, at least three weeks ahead.",
        keywords=("Rural communities", "Mobile crisis teams"),
        intercepts=(0,),
    ),
    DemoEvent(
        slug="who-supports-the-peers",
        kind="webinar",
        title="Who supports the peers? Supervision that makes people stay",
        summary="Five peer teams tried one hour a week of supervision by a peer. Two years on, "
        "most of the people are still there.",
        description="<p>Otis Merriweather ran the hours, mostly at a kitchen table. Priya "
        "Raghunathan counted who left, who stayed and why.</p><ul><li>An agenda that fits on an "
        "index card</li><li>What a clinical supervisor should leave alone</li><li>How to ask the "
        "county for the hour.</li></ul><p>Bring a question you would not ask your own boss. You "
        "can send it without a name.</p>",
        delivery="virtual",
        sessions=(DemoSession(51, time(13), time(14, 15)),),
        zone="America/Chicago",
        join_url="https://meet.example.org/kitchen-table",
        funder=FUNDER,
        capacity=300,
        recording_expected_days=14,
        presenters=(
            ("otis-merriweather", "Peer Supervisor", "Second Porch Peer Network (Tennessee)"),
            ("priya-raghunathan", "Evaluation Lead", "Quiet Year Evaluation Group (Colorado)"),
        ),
        keywords=("Peer support specialists", "Staff wellness", "Evaluation"),
        intercepts=(0, 5),
        topics=(PEER_SUPPORT,),
        resources=("supervision-over-coffee", "supporting-peers-at-intercept-0"),
    ),
)
