"""The demo's pages that hold the rest: home, the two indexes, plain pages, and the site itself."""

from wagtail.models import Locale, Page, PageLogEntry, Site

from cms.demo import content
from cms.models import HomePage, SiteIdentity, StandardPage
from events.models import EventIndexPage
from resources.models import ResourceIndexPage


def was_edited(page: Page) -> bool:
    """Whether a person did anything to this page; the demo itself acts without a name."""
    return PageLogEntry.objects.filter(page=page.pk, user__isnull=False).exists()


def build_pages(*, host: str, port: int) -> HomePage:
    """Home, event index and plain pages, and the site that answers at `host`:`port`."""
    home = HomePage.objects.filter(depth=2).first()
    if home is None:
        Locale.objects.get_or_create(language_code="en")
        root = Page.get_first_root_node()
        for welcome in root.get_children():
            welcome.delete()
        home = Page.objects.get(pk=root.pk).add_child(
            instance=HomePage(
                title=content.SITE_NAME,
                slug="home",
                hero_title=content.HOME.hero_title,
                lead=content.HOME.lead,
            )
        )
    site, _ = Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": host, "port": port, "root_page": home, "site_name": content.SITE_NAME,
        },
    )  # fmt: skip
    if not EventIndexPage.objects.child_of(home).exists():
        build_children(home)
        build_identity(site)
    build_library_page(home)
    build_assistance_page(home)
    build_tasks(home)
    return home


def build_children(home: HomePage) -> None:
    index = EventIndexPage(
        title="Events", slug="events", introduction=content.EVENT_INDEX, show_in_menus=True
    )
    home.add_child(instance=index)
    for page in content.PAGES:
        home.add_child(instance=plain_page(page))


def plain_page(page: content.DemoPage) -> StandardPage:
    return StandardPage(
        title=page.title,
        slug=page.slug,
        introduction=page.summary,
        search_description=page.summary,
        body=[("text", page.body)],
        in_footer=True,
    )


def build_assistance_page(home: HomePage) -> None:
    """Where to ask for help; a page that has its address already is left alone."""
    if not Page.objects.child_of(home).filter(slug=content.ASSISTANCE.slug).exists():
        home.add_child(instance=plain_page(content.ASSISTANCE))


def build_library_page(home: HomePage) -> None:
    """The library in the menu; its slug is `library`, unless another page has that one."""
    if ResourceIndexPage.objects.child_of(home).exists():
        return
    library = ResourceIndexPage(
        title="Library", introduction=content.LIBRARY_INTRODUCTION, show_in_menus=True
    )
    home.add_child(instance=library)
    library.save_revision().publish()


def build_tasks(home: HomePage) -> None:
    """What the home page offers to do, unless somebody edited it."""
    if was_edited(home):
        return
    children = Page.objects.child_of(home)
    pages = (
        children.type(EventIndexPage).first(),
        children.type(ResourceIndexPage).first(),
        children.filter(slug=content.ASSISTANCE.slug).first(),
    )
    wanted = [
        (task.title, task.text, page)
        for task, page in zip(content.HOME.tasks, pages, strict=True)
        if page
    ]
    there = [
        (block.value["title"], block.value["text"], block.value["page"]) for block in home.tasks
    ]
    if there == wanted:
        return
    home.tasks = [
        ("task", {"title": title, "text": text, "page": page}) for title, text, page in wanted
    ]
    home.save_revision().publish()


def build_identity(site: Site) -> None:
    identity = SiteIdentity.for_site(site)
    identity.name = content.SITE_NAME
    identity.short_name = "Crisis Response\nTTA Center"
    identity.purpose = "For people who plan, staff and support crisis response."
    identity.phone, identity.email = content.HELP_PHONE, content.HELP_EMAIL
    identity.hours = "Monday to Friday, 9:00 a.m. to 5:00 p.m. ET"
    identity.crisis_line = "988"
    identity.fine_print = (
        "A demonstration: the people, agencies, telephone numbers and addresses are invented, "
        "except the publishers of six works in the library."
    )
    identity.save()
