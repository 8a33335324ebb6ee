"""How a sentence goes on after an act of giving: without a verb of its own, or without a subject."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.extract.acts import Act, Clause, Given, Recipients
from ingest.extract.awards import AwardForm
from ingest.extract.giving import Skeleton
from ingest.extract.listing import awards_from, recipients_from

GOAL = re.compile(r"(?:[&,]?[wDNLE#]){0,2}[ct]c?(?=[PORGvVmwz:])|,?&?[ak](?=G)")
"""What stands between awards and those who receive them."""

SAME_SUBJECT = re.compile(r"[,;&wWyDLEN#]{0,5}")
"""What may stand between an act and a verb that has its subject."""

_JOINT = re.compile(r"(?:&?w)?(?:[,;]&?|&)(?=[w#]?A)")
_COLON = re.compile(r"[:m](?=[wz]?[POG])")
_OTHER_WINNER = re.compile(r"[,;]&?(?P<who>[PO](?:,[PO])?(?:&[PO])?)(?=A)")


def same_recipients(clause: Clause, upto: int) -> Recipients:
    """A second verb without its own subject has the recipients of the first one."""
    before = clause.before
    if before is None or not before.rule.startswith(("conferral.passive", "conferral.receive")):
        return Recipients()
    if not SAME_SUBJECT.fullmatch(clause.letters, before.last + 1, upto):
        return Recipients()
    return replace(before.recipients, open=False)


def continued(skeleton: Skeleton, act: Act) -> list[Act]:
    """Return the acts that go on without a verb of their own: *…; Huân chương Lao động cho đội tuyển*."""
    if not act.recipients.tokens:
        return []
    if act.skeleton.letters[act.verb] == "H":
        return _gapped(skeleton, act)
    acts: list[Act] = []
    position = act.last + 1
    while (joint := _JOINT.match(skeleton.letters, position)) is not None:
        given, last = awards_from(skeleton, joint.end())
        goal = GOAL.match(skeleton.letters, last)
        if goal is None and given and all(_is_place(one) for one in given):
            goal = _COLON.match(skeleton.letters, last)  # *…, giải ba: HTX C*
        if not given or not goal:
            break
        recipients, last = recipients_from(skeleton, goal.end())
        if not recipients.tokens:
            break
        agents, principals = (act.agents, act.principals) if act.rule != "conferral.receive" else ((), ())
        acts += [
            replace(
                act,
                given=one
                if one.grantors or act.rule != "conferral.award_given"
                else replace(one, grantors=act.given.grantors),
                recipients=recipients,
                agents=agents,
                principals=principals,
                rule="conferral.continued",
                first=joint.end(),
                last=last - 1,
                inherited=True,
            )
            for one in given
        ]
        position = last
    return acts


def _is_place(one: Given) -> bool:
    return one.award is not None and one.award.value.form is AwardForm.PLACE


def _gapped(skeleton: Skeleton, act: Act) -> list[Act]:
    """Return what others won, told without the verb: *HTX A giành giải Nhất, HTX B giải Nhì, HTX C giải Ba*."""
    acts: list[Act] = []
    position = act.last + 1
    while (other := _OTHER_WINNER.match(skeleton.letters, position)) is not None:
        recipients, _ = recipients_from(skeleton, other.start("who"), other.end("who"))
        given, position = awards_from(skeleton, other.end())
        if not given or not all(_is_place(one) for one in given):
            break
        acts += [
            replace(
                act,
                given=one,
                recipients=recipients,
                rule="conferral.gapped",
                first=other.start("who"),
                last=position - 1,
            )
            for one in given
        ]
    return acts
