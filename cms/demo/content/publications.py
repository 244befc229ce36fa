"""Six titles of the demo's library that exist, under those who made them.

Title, year, producers and keywords are facts; the descriptions are our own. The addresses
are reserved for examples and lead nowhere.
"""

from .shapes import DemoResource
from .vocabulary import BJA, CINCINNATI, CSG, GAINS, LEAGUE, MACARTHUR, PRA, PRI, SAMHSA

PUBLICATIONS = (
    DemoResource(
        slug="peer-support-roles-sequential-intercept-model",
        title="Peer Support Roles Across the Sequential Intercept Model",
        type="guide",
        description="<p>On two pages, what a peer can do for a person at each intercept, from "
        "the first contact with the justice system to the last. Lay it on the table when a "
        "planning group asks where peers would fit.</p>",
        keywords=("Peer support specialists", "Sequential Intercept Model"),
        intercepts=(0, 1, 2, 3, 4, 5),
        producers=(PRA,),
        undated="The page that lists it gives no year.",
        url="https://library.example.org/peer-roles-sim",
    ),
    DemoResource(
        slug="advancing-the-work-of-peer-support-specialists",
        title="Advancing the Work of Peer Support Specialists in Behavioral Health-Criminal "
        "Justice Programming",
        type="brief",
        description="<p>Peers from three grantee programs were asked what slows their work down. "
        "Their answers became four strategies, each short enough to bring to a supervisor.</p>",
        keywords=("Peer support specialists",),
        intercepts=(2, 3, 4, 5),
        producers=(CSG,),
        supporters=(BJA,),
        year=2021,
        url="https://library.example.org/advancing-peer-work",
    ),
    DemoResource(
        slug="from-development-to-success",
        title="From Development to Success: Integrating the Lived Experience in Crisis Response",
        type="webinar",
        description="<p>People with disabilities and people who have used behavioral health care "
        "sit where the decisions are made: on hiring panels, in classrooms, at the head of "
        "teams. Speakers from several places tell how it came about.</p>",
        keywords=("Lived experience", "Peers"),
        intercepts=(0, 1),
        producers=(CSG, CINCINNATI),
        supporters=(BJA,),
        year=2021,
        url="https://library.example.org/development-to-success",
    ),
    DemoResource(
        slug="supporting-peers-at-intercept-0",
        title="Supporting Peers Providing Services at Intercept 0",
        type="webinar",
        description="<p>Who looks after the peer who has just talked with somebody through the "
        "worst hour of a year? New practices from teams that answer mental health and substance "
        "use calls.</p>",
        keywords=("Peer support specialists", "Sequential Intercept Model", "Staff wellness"),
        intercepts=(0,),
        producers=(GAINS,),
        supporters=(SAMHSA,),
        year=2021,
        url="https://library.example.org/peers-intercept-0",
    ),
    DemoResource(
        slug="engaging-peers-in-jail-use-reduction",
        title="City & County Leadership to Reduce the Use of Jails: Engaging Peers in Jail Use "
        "Reduction Strategies",
        type="brief",
        description="<p>For mayors, commissioners and their staff: which policies and which "
        "money can put peers to work in a plan for a smaller jail, with places that went "
        "first.</p>",
        keywords=("Peer support specialists", "Jail reduction"),
        intercepts=(0, 1, 2, 3, 4),
        producers=(LEAGUE, PRI),
        supporters=(MACARTHUR,),
        undated="Its listing carries no year.",
        url="https://library.example.org/peers-jail-use",
    ),
    DemoResource(
        slug="left-alone-when-the-cops-go-home",
        title="Left alone when the cops go home: evaluating a post-mental health crisis "
        "assistance program",
        type="article",
        description="<p>A police department sends help after the patrol car has left. Are there "
        "fewer new calls, fewer arrests and fewer emergency holds? The authors put numbers to "
        "all three questions.</p>",
        keywords=(
            "Post-Crisis Assistance Program",
            "Evaluation",
            "Mental health assistance program",
            "Peer support specialists",
        ),
        intercepts=(1,),
        authors=("Luke Bonkiewicz", "Alan M. Green", "Kasey Moyer", "Joseph Wright"),
        year=2014,
        url="https://library.example.org/left-alone",
    ),
)
