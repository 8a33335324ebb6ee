"""The review at a terminal: a pair side by side, one key a decision, each of which one key takes back."""

from __future__ import annotations

import re
import sys
import termios
import tty
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from graph_store.generations import Data
from graph_store.quoted import Quoted, Quotes
from htxgraph import output
from htxgraph.output import Speaker
from ingest import identity
from ingest.identity import Candidate
from ingest.resolve.decisions import Decision, Verdict
from ingest.resolve.judge import Profile
from ingest.resolve.occasions import Occasion

_VERDICTS = {"s": Verdict.SAME, "d": Verdict.DIFFERENT, "u": Verdict.UNSURE}
_HELP = "s same · d different · u unsure · n next · z undo the last · w write a reason first · q end and publish"
_SHOWN, _PASSAGES = 8, 2


@dataclass(slots=True)
class Session:
    """A reviewer's way through the pairs that wait; what is decided is published when it ends, however it ends."""

    data: Data
    waiting: Sequence[Candidate]
    by: str
    base: str
    place: int = 0
    why: str = ""
    decided: list[tuple[int, Decision]] = field(default_factory=list)

    def run(self) -> None:
        """Show pair by pair and take keys until none waits or the reviewer ends."""
        number = len(self.waiting)
        output.print_line(f"{number} pair{' waits' if number == 1 else 's wait'}. {_HELP}")
        quotes = Quotes(self.data.in_force())
        batch = f"{self.by} {_now()}"
        try:
            shown = -1
            while self.place < len(self.waiting) or self.decided:
                if shown != self.place:
                    self._show(quotes)
                    shown = self.place
                if not self._take(_key(), batch):
                    break
        except KeyboardInterrupt:
            output.print_line("")
        del quotes
        self._publish(batch)

    def _show(self, quotes: Quotes) -> None:
        if self.place == len(self.waiting):
            output.print_line("\nno pair is left: z undo the last · q end and publish")
            return
        output.print_line(f"\n[{self.place + 1}/{len(self.waiting)}]")
        show(self.waiting[self.place], quotes)

    def _take(self, key: str, batch: str) -> bool:
        """Do what a key asks for; tell whether to go on."""
        if key == "q":
            return False
        if key == "z" and self.decided:
            self.place, one = self.decided.pop()
            output.print_line(f"taken back: {one.verdict}")
        elif self.place == len(self.waiting):
            output.print_line("z undo the last · q end and publish")
        elif key in _VERDICTS:
            pair = self.waiting[self.place].judgement
            why = self.why or "; ".join(pair.reasons)
            one = Decision(pair.left, pair.right, _VERDICTS[key], self.by, _now(), why, batch)
            self.decided.append((self.place, one))
            output.print_line(f"{one.verdict}{f': {self.why}' if self.why else ''}")
            self.why = ""
            self.place += 1
        elif key == "n":
            self.place += 1
        elif key == "z":
            output.print_line("nothing to take back")
        elif key == "w":
            self.why = _line("reason> ")
        else:
            output.print_line(_HELP)
        return True

    def _publish(self, batch: str) -> None:
        if not self.decided:
            output.print_line("0 decided")
            return
        identity.decide(self.data, [one for _, one in self.decided], base=self.base)
        counted = Counter(str(one.verdict) for _, one in self.decided)
        told = ", ".join(f"{number} {verdict}" for verdict, number in sorted(counted.items()))
        output.print_line(f"{len(self.decided)} decided ({told}); all of it is taken back by --undo-batch '{batch}'")


def show(candidate: Candidate, quotes: Quotes) -> None:
    """Show a pair side by side: names, posts, organizations, dates, and the passages that name them."""
    judgement = candidate.judgement
    output.print_line(f"{judgement.score:.0%} same: {'; '.join(judgement.reasons)}")
    left, right = candidate.left, candidate.right
    rows = [("name", left.name, right.name), ("posts", _seats(left), _seats(right))]
    known = [dict(left.facts), dict(right.facts)]
    for what in dict.fromkeys(name for side in known for name in side):
        rows.append((what, _listed(known[0].get(what, ())), _listed(known[1].get(what, ()))))
    rows.append(("documents", str(len(left.documents)), str(len(right.documents))))
    said = [_passages(quotes.passages(side.iri, _PASSAGES)) for side in (left, right)]
    rows.append(("says", said[0], said[1]))
    rows.append(("IRI", left.iri, right.iri))
    Speaker().table(["", "left", "right"], [row for row in rows if row[1] or row[2]])


def _seats(side: Profile | Occasion) -> str:
    if isinstance(side, Occasion):
        return ""
    return _listed([f"{seat.label or seat.post}{_years(seat.first, seat.last)}" for seat in side.seats])


def _years(first: int | None, last: int | None) -> str:
    return "" if first is None else f" ({first})" if last in (None, first) else f" ({first} – {last})"


def _listed(values: Sequence[str]) -> str:
    more = [f"and {len(values) - _SHOWN} more"] if len(values) > _SHOWN else []
    return "\n".join([*values[:_SHOWN], *more])


def _passages(found: Sequence[Quoted]) -> str:
    return "\n".join(
        f"…{_flat(one.before)}«{_flat(one.quote)}»{_flat(one.after)}… ({', '.join(p for p in (one.title, one.published) if p)})"
        for one in found
    )


def _flat(text: str) -> str:
    """Return text on one line, its spaces at either end kept."""
    return re.sub(r"\s+", " ", text)


def _key() -> str:
    """Return one key, without waiting for the end of a line where a terminal is typed at."""
    if not sys.stdin.isatty():
        line = sys.stdin.readline()
        return line.strip().lower()[:1] or ("n" if line else "q")
    before = termios.tcgetattr(sys.stdin)
    try:
        tty.setcbreak(sys.stdin, termios.TCSADRAIN)  # before asking, and without throwing away what is typed already
        _ask("> ")
        key = sys.stdin.read(1).lower()
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)
    output.print_line(key.strip())
    return "q" if key in ("", "\x04") else "n" if key.isspace() else key


def _line(prompt: str) -> str:
    _ask(prompt)
    return " ".join(sys.stdin.readline().split())


def _ask(prompt: str) -> None:
    sys.stdout.write(prompt)
    sys.stdout.flush()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
