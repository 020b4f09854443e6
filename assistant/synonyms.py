"""Words that news puts for one another, in classes: aid for assistance, started for began.

Does not know who did what, for which verbs have tables of their own, nor what is a kind of what: see
`assistant.deeds`, `assistant.happenings` and `assistant.things`.
"""

from functools import cache

from assistant.words import stem

# A word may stand in several; a reader takes those of one line for the same in most sentences.
_CLASSES = """
actor star, actress star, advance progress, advise recommend counsel, affect impact influence hit, agreement
deal accord pact treaty arrangement contract, aid assistance help support relief, aim goal target objective
intend seek purpose, album record, almost nearly virtually practically, also likewise too additionally
moreover well, ambassador envoy emissary diplomat, amount sum total quantity, ancient old, angry anger
outrage fury furious outraged, annual yearly, answer reply respond response react reaction, apartment flat,
appear seem look, area region zone part district, argue contend maintain insist assert claim, army military
troops forces soldiers armed servicemen, ask request seek demand call appeal, assess evaluate judge rate,
attempt try effort bid, attend go visit present, author writer novelist, ban prohibit forbid bar outlaw
prohibition embargo illegal, band group, bankrupt insolvent bankruptcy insolvency liquidation, base
headquarter, beforehand advance ahead earlier previously prior before former past, begin start commence
launch open beginning outset kick onset initial, big large huge massive major vast great enormous sizable,
blackout outage, blame fault, book volume, boost increase raise strengthen lift, border frontier, bring
carry take transport, build construct erect construction, business company firm enterprise corporation maker
manufacturer, call describe term label name dub brand, cancel scrap drop abandon axe, candidate contender
nominee, car vehicle automobile, cause lead trigger spark prompt result unleash, ceasefire truce armistice,
championship title, change alter shift modify switch, cheap inexpensive, chief head leader boss, child kid
youngster children pupil, choose pick select elect, citizen national, resident inhabitant, city town
municipality, clash fight battle, close shut shutter closure, coach manager trainer, coalition alliance
bloc, collapse fall fail, come arrive reach enter arrival, comprise include consist contain encompass,
conclude end finish complete sign, condemn criticise criticize slam denounce blast deplore, confident sure
certain convinced, conflict war fighting, consider think weigh mull contemplate regard view see, continue go
keep remain persist, convict guilty conviction sentence, cost price, country nation state, couple two pair,
court judge tribunal, cover include apply, crew team, crowd people, customer client shopper, cut reduce
lower slash trim shrink decrease reduction, damage harm, danger risk threat hazard, dead death die kill toll
fatality perish, deal handle, debate discuss talk discussion, debut premiere, decade ten, decision decide
ruling verdict, decline fall drop dip sink slide plunge tumble slip, defeat beat overcome outlast, deliver
hand transfer supply ship, demonstrator protester protest demonstration rally, deny refuse reject refute
dispute, deploy station place position, deputy lawmaker legislator mp parliamentarian, design plan devise,
despite notwithstanding, disaster catastrophe, disclose reveal unveil publish announce public, discover find
discovery, dispute quarrel row disagreement, divorce split separate, doctor physician medic, double twice,
doubt question uncertain unclear, dozen twelve, drive push force, drug medicine medication, easy simple,
elder older old, employ hire work, employee worker staff workforce, empty vacant, end finish conclude final,
enough sufficient, entire whole all complete, equipment material gear, error mistake fault, escape flee,
establish found create set, estimate reckon calculate put, evacuate evacuation flee, even although though
despite, evidence proof, exact precise, example instance, exceed pass surpass top, expensive costly price,
explain say, extend prolong lengthen, extra additional further more, factory plant facility works, family
relative, famous renowned known, fan supporter, farmer grower, fast quick rapid swift speed, fear worry
concern afraid, film movie picture, fine penalty, fire blaze, fix repair mend overhaul refurbish restore,
flood inundate, fly flight operate, follow after succeed, food grocery, footage picture video image film
photo, forecast predict expect projection, former ex previous past then, forward ahead, foundation charity
organisation nonprofit, frequent often common, fuel petrol gasoline gas, full complete, fund money finance,
funeral burial, gain rise increase improvement, gather amass, gather assemble meet collect, get receive
obtain secure gain earn, give grant provide offer hand return, government administration cabinet authority,
grow rise increase expand swell growth, halve half, happen occur place, head lead chair, heir successor,
hide conceal, high steep sharp strong, hold stage host organise organize, home house, hospital clinic,
hostage captive, idea plan proposal, impossible cannot, increase rise grow climb jump surge soar up spike
raise growth hike, inform tell notify brief aware, injure wound hurt injury, inmate prisoner, inquiry
investigation probe, install fit place, instead rather, introduce impose bring, item thing article goods
product, job work position post office, join enter accede membership member accession, judge rule, jury
juror, keep retain maintain hold sustain preserve, landfall ashore, largely mainly mostly chiefly primarily,
lasting long, law legislation act statute bill, lawyer attorney solicitor, layoff lay redundancy, lead head
guide, leak disclose, leave depart quit exit, legal lawful, lend loan, less under below fewer, lie situated
locate, lift drop remove waive, limit cap ceiling, limit restrict confine, list name, live reside dwell
life, live survive, location place site spot, lowest low record minimum, make produce manufacture, many
numerous several multiple, march walk, marry wedding marriage, mass large, match game fixture, meet meeting
summit talks gathering session, meet uphold fulfil fulfill satisfy, merely only just simply, merge merger,
misuse abuse, modern new, monarch king crown, monarch queen crown, money fund cash, movement campaign,
museum gallery, near close, need require necessary requirement, needless unnecessary, newspaper paper daily
journal, now currently today, nuclear atomic, oblige force compel compulsory mandate mandatory require,
offer propose, officer policeman, official authority officer, oil crude petroleum, operate run use fly,
opponent critic foe rival, oppose object against opposition, ordinary average normal typical usual, origin
root heritage descent, overturn exonerate quash, own belong possess, package bundle, painting picture,
parliament deputies, part portion share section, partial partly part, pay spend, payment instalment
installment, people person folk human population, period time term, permanent lasting, permit allow let
authorise authorize, phone telephone call, picture image photo photograph, pilot airman, plane aircraft jet,
planet world globe, point mention note, police officer cop, poll survey, portrait depict, portray depict
depiction portrayal play, position stance, post position job role, powerful strong, premier prime minister
premiership, prepare ready, press push urge, previous earlier last former preceding, prison jail, prize
award, problem difficulty trouble issue, profit earnings, promise pledge vow commit, promptly soon quickly,
protect guard defend, protest rally march, provide supply give, publish release issue, pull withdraw, quake
earthquake tremor, quit resign leave step, race contest, radio broadcaster station, rain rainfall downpour,
rate level, reach hit attain stand, reason ground cause, rebel insurgent, recent new, recently lately,
referendum plebiscite, refugee migrant, release publish free, remain stay left, remainder rest remaining
other, remark comment say statement word, remove take withdraw, rent lease hire, replace substitute,
represent amount constitute, rescue save, resistance opposition objection, restart resume, restaurant
outlet, retire withdraw, retract withdraw, return back come go, revenue income turnover, right correct, road
highway motorway, round shell ammunition, ruin destroy, rule govern, sacked fired dismissed, salary pay
wage, same identical, scam fraud swindle, scheme plan programme program, school college university,
scientist researcher, second another, secret undisclosed confidential, send dispatch, senior top high,
sentence jail term, separate different, shared joint together, shareholder investor, ship sea seaborne, ship
vessel boat, short brief, show display demonstrate, show series programme program, sickness illness disease,
sign indication, sign undersign, signal indicate, singer vocalist, size extent, sleep asleep, slightly
somewhat little, slow delay, snow blizzard, song track single, soon shortly, speak talk spoke, split divide
share, spokesman spokeswoman spokesperson press, spread scatter, stage step, stake share stock, standard
norm, statement announcement, steal rob theft, step move measure action, stop halt end cease suspend ground,
storm hurricane cyclone typhoon, storm overrun, strand stuck, strategy plan, street road, stress emphasise
emphasize underline, strike hit crash, strike walkout, strip deprive, student pupil, study research, succeed
success, suggest propose, suit lawsuit, surgery operation, surround encircle, tax levy duty, teach train
instruct lesson teacher instructor training, team club side, technology tech, telescope observatory,
television tv televise broadcast show, temporary temporarily time interim, tentative provisional, test trial
try, text document memorandum paper, theft robbery burglary, throw kick eject expel, tour trip, toxic
poisonous, trade business, train railway rail, travel trip journey, treat treatment therapy, trial hearing,
tweet twitter, underage minor, unfamiliar new unknown, unless without, upgrade modernise modernize, urge
call press, use operate employ apply, vaccinate vaccine jab shot vaccination immunise immunize, value worth,
vehicle truck lorry, verdict judgment judgement ruling, version model variant type, veto block, view
opinion, virus infection pathogen, visitor guest tourist, vital crucial critical essential, wait await, warn
caution alert, wealthy rich, wife spouse, husband spouse, winner champion, woman female, worldwide global,
worse worst, wrong false mistaken, young youngster
"""


@cache
def classes_of(own: str) -> frozenset[int]:
    """The numbers of the classes that a stem belongs to."""
    return _table().get(own, frozenset())


@cache
def _table() -> dict[str, frozenset[int]]:
    found = dict[str, frozenset[int]]()
    for number, alike in enumerate(_CLASSES.split(",")):
        for word in alike.split():
            own = stem(word)
            found[own] = found.get(own, frozenset()) | {number}
    return found
