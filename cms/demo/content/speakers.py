"""The people of the demo. All of them are invented; so are their agencies."""

from .shapes import DemoSpeaker

SPEAKERS = (
    DemoSpeaker(
        slug="rosa-villanueva",
        name="Rosa Villanueva",
        title="Night Services Director",
        organization="Saguaro Valley Behavioral Health (Arizona)",
        biography=(
            "Rosa Villanueva has worked nights for fourteen years, first at a hospital desk and "
            "then in a van with a cracked windshield. She now runs a team of eleven that "
            "answers calls from dusk to seven in the morning.",
            "She teaches rostering and supervision, in English and in Spanish.",
        ),
        links=(("Saguaro Valley Behavioral Health", "https://saguaro-valley.example/"),),
    ),
    DemoSpeaker(
        slug="marcus-adeyemi",
        name="Marcus Adeyemi",
        title="Certified Peer Specialist",
        organization="Lakeside Mobile Crisis Team (Illinois)",
        biography=(
            "Marcus Adeyemi was once the person in the back of the car. He has been a peer "
            "specialist since 2016, and the lead peer of his team since 2022.",
            "He keeps the list of doors that open at 3 a.m., and calls each of them himself.",
        ),
        links=(
            ("Lakeside Mobile Crisis Team", "https://lakeside-crisis.example/"),
            ("Marcus’s roster template", "https://example.org/night-roster"),
        ),
    ),
    DemoSpeaker(
        slug="dana-kowalczyk",
        name="Sgt. Dana Kowalczyk",
        title="Crisis Response Sergeant",
        organization="Millbrook Police Department (Ohio)",
        biography=(
            "Sgt. Dana Kowalczyk built a co-responder unit in a department of forty officers. "
            "The first year had one car, one clinician and no budget line.",
            "She trains new pairs and asks every class to write its own agreement before lunch.",
        ),
        links=(("Millbrook Police Department", "https://millbrook-police.example/"),),
    ),
    DemoSpeaker(
        slug="grace-nakamura",
        name="Grace Nakamura",
        title="Director",
        organization="Tri-River Emergency Communications (Oregon)",
        biography=(
            "Grace Nakamura took her first emergency call in 1994. Her center serves three "
            "counties and sits two rooms away from a 988 call desk.",
            "She writes short scripts for hard calls and throws out the ones nobody uses.",
        ),
        links=(("Tri-River Emergency Communications", "https://tri-river-911.example/"),),
    ),
    DemoSpeaker(
        slug="elias-brandt",
        name="Elias Brandt",
        title="Regional Planner",
        organization="Prairie Line Counties Cooperative (Nebraska)",
        biography=(
            "Elias Brandt plans crisis care for nine counties with one crisis bed between "
            "them. He counts miles, minutes and fuel, and publishes all three.",
            "Before that he drove an ambulance, mostly on gravel.",
        ),
        links=(("Prairie Line Counties Cooperative", "https://prairie-line.example/"),),
    ),
    DemoSpeaker(
        slug="noor-haddad",
        name="Noor Haddad",
        title="Staff Attorney",
        organization="Shared Information Law Project",
        biography=(
            "Noor Haddad answers one question for a living: may I tell them? She advises "
            "dispatch centers, clinics and sheriffs on privacy law.",
            "Her guides fit on one page, and say when to stop reading and call a lawyer.",
        ),
        links=(("Shared Information Law Project", "https://shared-information.example/"),),
    ),
    DemoSpeaker(
        slug="lucinda-ferreira",
        name="Dr. Lucinda Ferreira",
        title="Medical Director",
        organization="Harbor County Crisis Center (Rhode Island)",
        biography=(
            "Dr. Lucinda Ferreira is a child and adolescent psychiatrist. She leads a walk-in "
            "center that takes families at any hour and asks for no insurance card at the door.",
            "She studies what young people remember about the night somebody called for help.",
        ),
        links=(("Harbor County Crisis Center", "https://harbor-county-crisis.example/"),),
    ),
    DemoSpeaker(
        slug="wendell-baptiste",
        name="Wendell Baptiste",
        title="Housing Director",
        organization="Open Door House (Louisiana)",
        biography=(
            "Wendell Baptiste runs twenty-two rooms for people who leave a crisis bed with "
            "nowhere to go. Most of his staff once slept in one of them.",
            "He served as a city bus driver for twenty years and still knows every stop.",
        ),
        links=(("Open Door House", "https://open-door-house.example/"),),
    ),
    DemoSpeaker(
        slug="thea-lindqvist",
        name="Thea Lindqvist",
        title="Deaf Access Coordinator",
        organization="Open Line Access Project (Minnesota)",
        biography=(
            "Thea Lindqvist is Deaf, and has called 911 twice: once by text, and once by sending "
            "her neighbor to the phone. She now tests how centers answer.",
            "She signs her classes herself. Hearing students get the interpreters.",
        ),
        links=(("Open Line Access Project", "https://open-line-access.example/"),),
    ),
    DemoSpeaker(
        slug="ibrahim-castellan",
        name="Ibrahim Castellan",
        title="Lead Trainer",
        organization="Ask Me First Collective (Georgia)",
        biography=(
            "Ibrahim Castellan is autistic and has taught patrol officers since 2019. His first "
            "slide is a photograph of a ceiling light, and the class has to find out why.",
            "The collective pays every trainer with a disability the same fee as any other "
            "consultant.",
        ),
        links=(("Ask Me First Collective", "https://ask-me-first.example/"),),
    ),
    DemoSpeaker(
        slug="otis-merriweather",
        name="Otis Merriweather",
        title="Peer Supervisor",
        organization="Second Porch Peer Network (Tennessee)",
        biography=(
            "Otis Merriweather supervises five peer teams from a kitchen table with room for "
            "eight. He came to peer work after eleven years of driving a forklift.",
            "He writes down what he got wrong, and reads it to new supervisors.",
        ),
        links=(("Second Porch Peer Network", "https://second-porch.example/"),),
    ),
    DemoSpeaker(
        slug="priya-raghunathan",
        name="Priya Raghunathan",
        title="Evaluation Lead",
        organization="Quiet Year Evaluation Group (Colorado)",
        biography=(
            "Priya Raghunathan measures things that did not happen: bookings, second visits, "
            "resignations. She was a high school statistics teacher first.",
            "Her reports open with what the numbers can’t say.",
        ),
        links=(("Quiet Year Evaluation Group", "https://quiet-year.example/"),),
    ),
)
