"""The groups of the composition, one a line."""

from __future__ import annotations

import re

from bot.plan_reader.blocks import Place
from bot.plan_reader.composition import composition_nodes
from bot.plan_reader.group import Above, Group, group_of
from bot.plan_reader.invitee_units import units_of
from bot.plan_reader.levels import level_of_heading
from bot.plan_reader.markers import Rank
from bot.plan_reader.outline import Node
from bot.plan_reader.people import number_of_people, per_unit, speaks_of_a_total
from bot.plan_reader.quotas import Quotas
from bot.plan_reader.words import plain, trim

_CHAIR = re.compile(r"(?:dong )?chu tri\b|nguoi chu tri|chu toa|dieu hanh|thu ky\b|ban to chuc\b")
_CHAIR_LABEL = re.compile(r"(?:dong )?chu tri[^:]{0,40}:")
_NOTE = re.compile(
    r"\(.*\)\.?$|(?:ghi chu|luu y|luu i|rieng|trang phuc|phan cong|rat (?:han hanh|mong|vui)|tran trong|"
    r"giao (?=so|van phong|ubnd|uy ban|phong|cac|lien|hoi|huyen|cong an|trung tam))\b|"
    r"(?:thoi gian|dia diem|hinh thuc|noi dung|kinh phi|tai lieu)\b[^:]{0,30}:|"
    r"(?:cac )?don vi tham du\s*:|de (?:nghi|nghe|ban|thao luan|cho y kien|giai quyet)\b|so luong"
)
_TOTAL = re.compile(
    r"\(?(?:du kien )?(?:tong(?! phu trach| giam doc| cuc| cong ty| bien tap| lien doan)|so "
    r"luong|quy mo|tong cong|khoang)"
)
_ONLY_COUNTS = re.compile(r"\W*(?:du kien|khoang|tong|so luong|quy mo|gom|toi da|khong qua|moi|\d)")
_ELSEWHERE = re.compile(
    r"\(?(?:co |nhu |chi tiet )?(?:theo|tai) (?:phu luc|danh sach|bieu|giay moi)|co danh sach|"
    r"(?:van )?(?:khong (?:co )?(?:thay )?doi|giu nguyen)|nhu (?:da|cu|giay moi|thong bao|thu moi|cong van|ke hoach|"
    r"tren)\b|"
    r"\(?kem theo"
)
_EACH = re.compile(r"\(?(?:moi|tung) [^.;]{2,40}\d")
_GENERAL = re.compile(r"(?:du kien )?(?:so luong|thanh phan|doi tuong|quy mo|dai bieu|chi tieu|phan bo)\b[^:]{0,30}:")
_INLINE = re.compile(r"\s*;\s*(?![^()]*\))")
_WHO_OF_THEM = re.compile(
    r"(?:(?:can bo|cong chuc|vien chuc|nhan vien|bac si|dieu duong|ho sinh|ke toan|giao vien|y si|duoc si)\b[^.;]*)$"
)
""" "Đối tượng: bác sĩ, hộ sinh": what those are whom each of the addressed sends."""
_AS_ADDRESSED = re.compile(
    r"\b(?:(?:neu|ke|co ten|ten) (?:o )?tren|nhu tren|(?:nhu|tai|o|theo) (?:phan |muc )?kinh gui)\b"
)


def find_groups(root: Node, above: Above) -> list[Group]:
    """Return the groups in order; `above` tells of the issuing body, for lines that tell no level themselves."""
    return [group for node in composition_nodes(root) for group in _groups(node, above)]


def groups_of_table(quotas: Quotas, top: Above) -> list[Group]:
    """Return a group for each row of the table of seats, for a plan that gives its composition in no other way."""
    found = []
    for row in quotas.rows:
        above = top.below(plain(row.get("form", "")), level_of_heading(plain(row.get("part") or "")))
        group = group_of(row["label"], Node(Rank.BULLET, "", row["label"], Place(0)), above)
        group.quota_total, group.source = row["count"], row["source"]
        found.append(group)
    return found


def each_sends(groups: list[Group], root: Node) -> list[Group]:
    """Give those to whom a paper is sent what its composition, else its text, asks of each ("mỗi Sở 02 đại biểu")."""
    body = [n for part in root.children if part.rank is not Rank.ANNEX for n in part.walk()]
    lines = [*(n for node in composition_nodes(root) for n in node.walk()), *body]
    own = {group.source["line"] for group in groups}
    each = next((per for n in lines if n.place.line not in own and (per := per_unit(n.text))), None)
    for group in groups:
        group.quota_per_unit = group.quota_per_unit or each
    return groups


def only_counts(group: Group) -> bool:
    """Tell whether a group doesn't say who comes: so many of each ("mỗi Sở 02 đại biểu"), or those that the paper is
    sent to ("các đơn vị có tên nêu trên").
    """
    label = plain(group.label)
    if not group.units and not group.quota_total and _WHO_OF_THEM.match(label):
        return True
    return bool(_EACH.match(label) or _AS_ADDRESSED.search(label))


def groups_of(lines: list[Node], above: Above) -> list[Group]:
    """Return a group for each line of those to whom a paper is sent."""
    return [group for line in lines for group in _line(line.text, line, above)]


def _groups(node: Node, above: Above) -> list[Group]:
    """Walk down; headings give level and mode to the lines below them, and their number to a line that is alone."""
    lines = _lines(node)
    head = node.plain if lines else node.plain.partition(":")[0]
    above = above.below(head, level_of_heading(node.plain))
    found = [group for line in lines for group in _below(line, above)] if lines else _inline(node, above)
    each = _each(node)
    for group in found:
        group.quota_per_unit = group.quota_per_unit or (each if group.quota_total is None else None)
    people = number_of_people(node.text)
    if len(found) == 1 and lines and people and people[0] == people[1] and found[0].quota_total is None:
        found[0].quota_total = people[0]
    return found


def _each(node: Node) -> int | None:
    """What each of all that stand below sends; a line that names its own units speaks for them alone."""
    lines = [node, *(child for child in node.children if not units_of(child.text) and not _of_its_own(child))]
    return next((per for n in lines if _EACH.match(_counting(n)) and (per := per_unit(n.text))), None)


def _of_its_own(node: Node) -> bool:
    """ "Cha mẹ học sinh: mỗi trường 02 người" counts the people that it names, "Số lượng: mỗi trường …" all."""
    return ":" in node.text and not _GENERAL.match(node.plain)


def _counting(node: Node) -> str:
    """What a line counts: "Thành phần: mỗi đơn vị 02 người" and "Mỗi đơn vị cử 02 người"."""
    return node.plain.rpartition(":")[2].strip()


def _lines(node: Node) -> list[Node]:
    told = bool(node.text.partition(":")[2].strip())
    lines = [child for child in node.children if not (told and child.rank is Rank.PLAIN)]
    return [child for child in lines if not _chairs(child) and not _is_other(child)]


def _chairs(node: Node) -> bool:
    """Who chairs and who serves is no group; the organisers are one where they are counted among the people."""
    return bool(_CHAIR.match(node.plain)) and not (node.plain.startswith("ban to chuc") and number_of_people(node.text))


def _is_other(node: Node) -> bool:
    """A note, a total, or another subject beside the composition."""
    total = speaks_of_a_total(node.text) and not node.children and _TOTAL.match(node.plain)
    return bool(_NOTE.match(node.plain)) or bool(total)


def _below(node: Node, above: Above) -> list[Group]:
    if _spelled_out(node):
        return _line(f"{node.text} {', '.join(trim(c.text) for c in node.children)}", node, above)
    if _lines(node) and (node.rank < Rank.BULLET or node.text.rstrip().endswith(":")):
        return _groups(node, above)
    return _line(node.text, node, above)


def _spelled_out(node: Node) -> bool:
    """ "- Đại diện lãnh đạo các sở:" over "+ Sở A; + Sở B" is one line with its units below."""
    names = [c for c in node.children if c.rank is Rank.PLUS and len(c.text) < 80]
    return node.rank is Rank.BULLET and len(names) > 2 and len(names) == len(node.children)


def _inline(node: Node, above: Above) -> list[Group]:
    """ "Thành phần: A; B; C" in one paragraph; a part that only counts is no group."""
    parts = _with_their_counts(_INLINE.split(node.text.partition(":")[2].strip()))
    named = [part for part in parts if part and not (number_of_people(part) and _ONLY_COUNTS.match(plain(part)))]
    return [group for part in named for group in _line(part, node, above)]


def _with_their_counts(parts: list[str]) -> list[str]:
    """ "A các xã; mỗi xã 02 người": the part that begins with "mỗi" counts the one before it."""
    out: list[str] = []
    for part in parts:
        if out and _EACH.match(plain(part)):
            out[-1] += f"; {part}"
        else:
            out.append(part)
    return out


def _line(text: str, node: Node, above: Above) -> list[Group]:
    label = plain(trim(text))
    if (
        _ELSEWHERE.match(label)
        or (_EACH.match(label) and not units_of(text))
        or len(label) < 4
        or _NOTE.match(label)
        or _CHAIR_LABEL.match(label)
    ):
        return []
    return [group_of(text, node, above)]
