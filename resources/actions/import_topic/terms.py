"""The names of a saved page, found in the vocabulary or planned as new terms."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from resources.importers.named import Named, near_key
from resources.importers.question import Question, name_lines
from resources.importers.text_length import validate_length
from resources.models import Keyword, Organization
from resources.names import name_key

Term = Keyword | Organization


@dataclass(frozen=True, kw_only=True)
class NameOnLine:
    """A name, and the line that holds it."""

    line: int
    name: Named


@dataclass(kw_only=True)
class Vocabulary:
    """The terms of one model by all their names, and those that an import would add.

    `terms` holds the answer for each name that was asked for: a term, unsaved if it is new, or
    None where a person must choose first.
    """

    model: type[Term]
    by_name: dict[str, list[Term]] = field(default_factory=lambda: defaultdict(list))
    by_acronym: dict[str, list[Term]] = field(default_factory=lambda: defaultdict(list))
    by_near_name: dict[str, list[Term]] = field(default_factory=lambda: defaultdict(list))
    terms: dict[str, Term | None] = field(default_factory=dict)
    new: list[Term] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)

    def knows(self, name: Named) -> bool:
        """A term has this name, or this other name."""
        return bool(self._called(name))

    def term_of(self, name: Named) -> Term | None:
        return self.terms[name_key(name.text)]

    def of(self, names: Iterable[Named]) -> list[Term]:
        """The terms of these names in their order, each once."""
        terms = [term for name in names if (term := self.term_of(name)) is not None]
        return list({id(term): term for term in terms}.values())

    def _called(self, name: Named) -> list[Term]:
        return self.by_name.get(name_key(name.text)) or self.by_name.get(name_key(name.name)) or []

    def _add(self, term: Term, *, names: Iterable[str]) -> None:
        for text in names:
            _note(self.by_name[name_key(text)], term)
            _note(self.by_near_name[near_key(text)], term)
        if term.acronym:
            _note(self.by_acronym[name_key(term.acronym)], term)

    def plan(self, item: NameOnLine) -> None:
        """Find the term of a name, or plan a new one."""
        key, name = name_key(item.name.text), item.name
        if key in self.terms:
            return
        found = self._called(name)
        by_acronym = tuple(self.by_acronym.get(name_key(name.acronym or name.name), ()))
        if found:
            self.terms[key] = found[0]
            self._ask_about_acronym(item, term=found[0])
        elif name.acronym or not by_acronym:
            self.terms[key] = self._new_term(name)
            if by_acronym:
                self._ask_about_same_acronym(item, others=by_acronym)
        elif len(by_acronym) == 1:
            self.terms[key] = by_acronym[0]
        else:
            self.terms[key] = None
            self._ask_which(item, others=by_acronym)

    def _new_term(self, name: Named) -> Term:
        validate_length(model=self.model, name=self.model.NAME, text=name.name)
        validate_length(model=self.model, name="key", text=name_key(name.name))
        validate_length(model=self.model, name="acronym", text=name.acronym)
        term = self.model(**{self.model.NAME: name.name, "acronym": name.acronym})
        self.new.append(term)
        self._add(term, names=[name.name])
        return term

    def _ask_about_acronym(self, item: NameOnLine, *, term: Term) -> None:
        acronym = item.name.acronym
        if not acronym or name_key(acronym) == name_key(term.acronym):
            return
        if self.by_name.get(name_key(item.name.text)):
            return  # the parentheses are in a name of its own
        has = f"has the acronym {term.acronym}" if term.acronym else "has no acronym"
        self._ask(
            item, "acronym", f"“{term.name_text}” {has}; the file says {acronym}. Correct it?"
        )

    def _ask_about_same_acronym(self, item: NameOnLine, *, others: Sequence[Term]) -> None:
        text = f"“{item.name.text}” is new, but its acronym isn't. Is it another name for one of these?"
        self._ask(item, "acronym", text, proposals=("no, it is another", *map(str, others)))

    def _ask_which(self, item: NameOnLine, *, others: Sequence[Term]) -> None:
        text = f"“{item.name.text}” is the acronym of several. It was left out: add the right one."
        self._ask(item, "acronym", text, proposals=tuple(str(term) for term in others))

    def _ask(
        self, item: NameOnLine, about: str, text: str, proposals: tuple[str, ...] = ()
    ) -> None:
        text = f"Line {item.line}: {text}"
        question = Question(line=item.line, about=about, text=text, proposals=proposals)
        self.questions.append(question)

    def ask_about_near_names(self, items: Sequence[NameOnLine]) -> None:
        """Propose as an alias what differs only by "The", "Inc." or an acronym; never merge it."""
        lines = defaultdict(list)
        for item in items:
            lines[near_key(item.name.text)].append(item)
        for key, group in lines.items():
            used = self.of(item.name for item in group)
            near = [*used, *(term for term in self.by_near_name[key] if term not in used)]
            if len(near) > 1:
                self.questions.append(_near_question(group, first=near[0], others=near[1:]))


def load_vocabulary(model: type[Term]) -> Vocabulary:
    """All terms of the model, in two queries; a merged one stands for what it was merged into."""
    vocabulary = Vocabulary(model=model)
    terms = model.objects.select_related("merged_into").prefetch_related(model.OTHER_NAMES)
    loaded = list(terms.order_by("pk"))
    own = {term.pk: term for term in loaded}
    for term in loaded:
        canonical = own[term.merged_into_id or term.pk]
        vocabulary._add(canonical, names=[term.name_text])
        if term.acronym:
            _note(vocabulary.by_acronym[name_key(term.acronym)], canonical)
    for term in loaded:
        others = getattr(term, model.OTHER_NAMES).all()
        canonical = own[term.merged_into_id or term.pk]
        vocabulary._add(canonical, names=[other.text for other in others])
    return vocabulary


def plan_terms(vocabulary: Vocabulary, items: Sequence[NameOnLine]) -> None:
    """Find or plan all names; those that give their acronym first, so that others are found by it."""
    for item in sorted(items, key=lambda item: not item.name.acronym):
        vocabulary.plan(item)


def _note(terms: list[Term], term: Term) -> None:
    if not any(term is other for other in terms):
        terms.append(term)


def _near_question(group: Sequence[NameOnLine], *, first: Term, others: Sequence[Term]) -> Question:
    lines = sorted({item.line for item in group})
    names = " and ".join(f"“{term}”" for term in (first, *others))
    return Question(
        line=lines[0],
        about="organization",
        text=(
            f"{name_lines(lines)}: {names} may be one organization. They stay apart; if they are "
            "one, merge them under Organizations."
        ),
        proposals=(
            *(f"“{other}” is an alias of “{first}”" for other in others),
            "they are different organizations",
        ),
    )
