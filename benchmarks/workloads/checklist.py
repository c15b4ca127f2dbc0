"""A checklist of any length as an XForm, and the answers of somebody who fills it in: what the forms benchmark runs.

Blocks of nine questions as field checklists have them: a state, a reading with limits, its judgement, causes, a text,
a part from a filtered list, quantity, price, cost. Ten blocks are a section with a subtotal and a switch of its own.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

BLOCK, SECTION = 9, 10
STATES = ("ok", "fault", "na")
CAUSES = ("seal", "sensor", "valve", "other")
PARTS = tuple((f"p{n}", CAUSES[n % 3]) for n in range(30))

Change = tuple[str, str]


def blocks_of(questions: int) -> int:
    """How many whole blocks make about that many questions."""
    return max(1, round(questions / BLOCK))


def sections_of(questions: int) -> Iterator[tuple[int, range]]:
    """Number and blocks of each section."""
    blocks = blocks_of(questions)
    for number, first in enumerate(range(0, blocks, SECTION)):
        yield number, range(first, min(first + SECTION, blocks))


def xform(questions: int) -> str:
    """The checklist as an XForm."""
    sections = list(sections_of(questions))
    data = "".join(f"<s{n}>{''.join(map(_data, blocks))}<subtotal/></s{n}>" for n, blocks in sections)
    binds = "".join(_section_binds(n, blocks) for n, blocks in sections)
    body = "".join(f'<group ref="/data/s{n}">{"".join(_body(n, b) for b in blocks)}</group>' for n, blocks in sections)
    areas = "".join(f"<item><name>a{n}</name><label>Area {n}</label></item>" for n, _ in sections)
    parts = "".join(f"<item><name>{p}</name><label>Part {p}</label><cause>{c}</cause></item>" for p, c in PARTS)
    total = " + ".join(f"coalesce(/data/s{n}/subtotal, 0)" for n, _ in sections)
    return f"""<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
        xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>Checklist</h:title><model>
<instance><data id="checklist" version="1"><billing/><areas/>{data}<total/><meta><instanceID/></meta></data></instance>
<instance id="areas"><root>{areas}</root></instance><instance id="parts"><root>{parts}</root></instance>
<bind nodeset="/data/billing" type="string" required="true()"/><bind nodeset="/data/areas" type="string"/>
{binds}<bind nodeset="/data/total" type="decimal" calculate="{total}"/></model></h:head><h:body>
<select1 ref="/data/billing"><label>Billing</label>{_items(("warranty", "paid"))}</select1>
<select ref="/data/areas"><label>Areas left out</label><itemset nodeset="instance('areas')/root/item">
<value ref="name"/><label ref="label"/></itemset></select>{body}</h:body></h:html>"""


def _data(b: int) -> str:
    names = ("state", "reading", "verdict", "causes", "text", "part", "quantity", "price", "cost")
    return "".join(f"<{name}{b}/>" for name in names)


def _section_binds(n: int, blocks: range) -> str:
    costs = " + ".join(f"coalesce(/data/s{n}/cost{b}, 0)" for b in blocks)
    return (
        f'<bind nodeset="/data/s{n}" relevant="not(selected(/data/areas, \'a{n}\'))"/>'
        + "".join(_binds(f"/data/s{n}", b) for b in blocks)
        + f'<bind nodeset="/data/s{n}/subtotal" type="decimal" calculate="{costs}"/>'
    )


def _binds(s: str, b: int) -> str:
    paid = f"/data/billing = 'paid' and {s}/part{b} != ''" if b % 3 == 0 else "false()"
    return f"""<bind nodeset="{s}/state{b}" type="string" required="true()"/>
<bind nodeset="{s}/reading{b}" type="decimal" relevant="{s}/state{b} != 'na'" constraint=". &gt;= 0 and . &lt;= 500"
 jr:constraintMsg="Between 0 and 500"/>
<bind nodeset="{s}/verdict{b}" type="string" calculate="if({s}/reading{b} &gt; 100, 'high', 'normal')"/>
<bind nodeset="{s}/causes{b}" type="string" relevant="{s}/state{b} = 'fault'"/>
<bind nodeset="{s}/text{b}" type="string" relevant="selected({s}/causes{b}, 'other')" required="true()"/>
<bind nodeset="{s}/part{b}" type="string" relevant="count-selected({s}/causes{b}) &gt; 0"/>
<bind nodeset="{s}/quantity{b}" type="int" relevant="{s}/part{b} != ''" constraint=". &gt;= 1 and . &lt;= 20"/>
<bind nodeset="{s}/price{b}" type="decimal" relevant="{s}/part{b} != ''" required="{paid}"/>
<bind nodeset="{s}/cost{b}" type="decimal"
 calculate="if({s}/part{b} = '', 0, {s}/quantity{b} * {s}/price{b})"/>"""


def _body(n: int, b: int) -> str:
    s = f"/data/s{n}"
    return f"""<select1 ref="{s}/state{b}"><label>State {b}</label>{_items(STATES)}</select1>
<input ref="{s}/reading{b}"><label>Reading {b}</label></input>
<select ref="{s}/causes{b}"><label>Causes {b}</label>{_items(CAUSES)}</select>
<input ref="{s}/text{b}"><label>What else {b}</label></input>
<select1 ref="{s}/part{b}"><label>Part {b}</label>
<itemset nodeset="instance('parts')/root/item[selected({s}/causes{b}, cause)]"><value ref="name"/>
<label ref="label"/></itemset></select1>
<input ref="{s}/quantity{b}"><label>Quantity {b}</label></input>
<input ref="{s}/price{b}"><label>Price {b}</label></input>"""


def _items(values: tuple[str, ...]) -> str:
    return "".join(f"<item><label>{value}</label><value>{value}</value></item>" for value in values)


def answers(questions: int, changes: int) -> list[Change]:
    """Answers as a visit gives them, always the same ones; now and then the one that many rules read."""
    chance = random.Random(7)
    places = [(n, b) for n, blocks in sections_of(questions) for b in blocks]
    sections = len(list(sections_of(questions)))
    script: list[Change] = [("/data/billing", "warranty")]
    while len(script) < changes:
        n, b = chance.choice(places)
        script += _block_answers(f"/data/s{n}", b, chance)
        if chance.random() < 0.1:
            script.append(("/data/billing", chance.choice(("warranty", "paid"))))
        if chance.random() < 0.1:
            script += [("/data/areas", f"a{chance.randrange(sections)}"), ("/data/areas", "")]
    return script[:changes]


def _block_answers(s: str, b: int, chance: random.Random) -> Iterator[Change]:
    # A state once given stays: what a question that is not asked any more counts for, the engines do not agree on.
    state = STATES[b % len(STATES)]
    yield f"{s}/state{b}", state
    if state != "na":
        yield f"{s}/reading{b}", str(chance.randrange(-5, 200))
    if state == "fault":
        cause = CAUSES[b // len(STATES) % len(CAUSES)]
        yield f"{s}/causes{b}", cause
        if cause == "other":
            yield f"{s}/text{b}", "hose loose"
        else:
            yield f"{s}/part{b}", chance.choice([part for part, of in PARTS if of == cause])
            yield f"{s}/quantity{b}", str(chance.randrange(1, 4))
            yield f"{s}/price{b}", f"{chance.randrange(10, 400)}.5"


def repeat_form() -> str:
    """A list of parts used, as many as there are: rows with a cost, their sum, and the place of each in the list."""
    return """<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
        xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>Parts</h:title><model>
<instance><data id="parts" version="1"><part jr:template=""><number/><quantity/><price/><cost/></part><total/></data>
</instance><bind nodeset="/data/part/number" calculate="position(..)"/>
<bind nodeset="/data/part/quantity" type="int" constraint=". &gt; 0"/>
<bind nodeset="/data/part/price" type="decimal" relevant="../quantity &gt; 0"/>
<bind nodeset="/data/part/cost" type="decimal" calculate="../quantity * ../price"/>
<bind nodeset="/data/total" type="decimal" calculate="sum(/data/part/cost)"/></model></h:head><h:body>
<group ref="/data/part"><label>Parts</label><repeat nodeset="/data/part">
<input ref="/data/part/quantity"><label>Quantity</label></input>
<input ref="/data/part/price"><label>Price</label></input>
</repeat></group></h:body></h:html>"""
