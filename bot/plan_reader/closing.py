"""What stands around the body: recipients, contacts, papers, the signature."""

from __future__ import annotations

import re
from typing import Any

from bot.plan_reader.markers import Rank
from bot.plan_reader.outline import Node
from bot.plan_reader.places import source
from bot.plan_reader.words import cased, plain, trim

_RECIPIENTS = re.compile(r"noi nhan ?:?\s*")
_OFFICE = re.compile(
    r"(?:TM|KT|TL|TUQ|Q|T\.M|K\.T)\s*\.|(?:PHÓ |QUYỀN )?(?:CHỦ TỊCH|GIÁM ĐỐC|TRƯỞNG BAN|BỘ TRƯỞNG|"
    r"THỨ TRƯỞNG|CHÁNH VĂN PHÒNG|BÍ THƯ|CỤC TRƯỞNG|HIỆU TRƯỞNG)"
)
_NAME = re.compile(cased(r"(?:<A>(?:<a>|')+\s){1,5}<A>(?:<a>|')+$"))
_PHONE = re.compile(r"(?<!\d)(\+?84|0)(?:[\s.\-]?\d){8,10}(?!\d)")
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_PERSON = re.compile(cased(r"(?<!\w)(?:[ôÔ]ng|[bB]à|[đĐ]/c|[đĐ]ồng chí|[aA]nh|[cC]hị)\s*:?\s*((?:<A>[\w']*\s?){2,6})"))
_ROLE = re.compile(
    r"(?:^|[,(–-])\s*((?:Phó )?(?:Chuyên viên|Trưởng|Chánh|Giám đốc|Cán bộ|Công chức|Phòng|Văn "
    r"phòng|Sở|Ban)\b[^()]{3,120}?)(?=,?\s*(?:sđt|SĐT|số điện thoại|điện thoại|ĐT|đt|di động|"
    r"email|Email|0\d)|\)|$)"
)
_PAPERS = re.compile(
    r"\b((?:[Bb]áo cáo|[Bb]ài phát biểu|[Bb]ài tham luận|[Tt]ham luận|[Dd]ự thảo|[Gg]iấy mời|"
    r"[Tt]ài liệu|[Ss]lide|[Dd]anh sách|[Ss]ơ đồ|[Kk]ịch bản|[Pp]hóng sự|"
    r"[Nn]ội dung phát biểu|[Pp]hụ lục|[Kk]ế hoạch số|[Bb]iển tên|[Bb]ảng tên|[Cc]hương trình "
    r"Hội nghị)(?:\s[^,.;:()]{1,90})?)"
)


def find_recipients(root: Node) -> list[str]:
    """Return the lines of "Nơi nhận" as they stand."""
    for node in root.walk():
        if node.rank is Rank.ANNEX and (head := _RECIPIENTS.match(node.plain)):
            first = [trim(node.text[head.end() :])] if node.text[head.end() :].strip() else []
            return [text for text in [*first, *(line for child in _listed(node) for line in _items(child))] if text]
    return []


def _listed(node: Node) -> list[Node]:
    out = []
    for child in node.children:
        if _OFFICE.match(child.text):
            break
        if child.rank is not Rank.PLAIN:
            out.append(child)
    return out


def _items(node: Node) -> list[str]:
    return [trim(part) for part in re.split(r";\s+(?=-)", node.text)]


def find_signatory(root: Node) -> dict[str, Any] | None:
    """Return {form, name} of the signature, the offices one after the other as they stand."""
    for node in root.walk():
        if node.rank is Rank.ANNEX and _RECIPIENTS.match(node.plain):
            tail = [n.text for n in node.walk() if n.rank is Rank.PLAIN]
            offices = [text for text in tail if _OFFICE.match(text)]
            name = next((text for text in reversed(tail) if _NAME.match(text)), None)
            return {"form": " / ".join(offices), "name": name} if offices or name else None
    return None


def find_contacts(root: Node) -> list[dict[str, Any]]:
    """Return {role, name, phone, email, source} for each line that gives a phone or an address for questions."""
    found = []
    for node in root.walk():
        phones = [m[0].strip() for m in _PHONE.finditer(node.text)]
        mails = [m[0] for m in _MAIL.finditer(node.text)]
        if phones or mails:
            found.append(_contact(node, phones, mails))
    return found


def _contact(node: Node, phones: list[str], mails: list[str]) -> dict[str, Any]:
    person, role = _PERSON.search(node.text), _ROLE.search(node.text)
    return {
        "role": trim(role[1]) if role else None,
        "name": trim(person[1]) if person else None,
        "phone": phones[0] if phones else None,
        "email": mails[0] if mails else None,
        "source": source(node),
    }


def find_materials(texts: list[str]) -> list[str]:
    """Return the papers that the duties name, each once."""
    found: dict[str, str] = {}
    for text in texts:
        for paper in _PAPERS.finditer(text):
            name = trim(
                re.split(
                    r"\s(?:trước|chậm nhất|gửi|(?<!chương )trình|để|theo quy định|tại Hội nghị|về (?:Sở|Văn "
                    r"phòng|Phòng|Ban|Ủy ban|UBND)|và(?= gửi|$))\b",
                    paper[1],
                )[0]
            )
            found.setdefault(plain(name), name)
    return list(found.values())[:40]
