"""The words the guard knows: relatives, children, what is no name although written like one."""

from pathlib import Path

_FOLDER = Path(__file__).with_name("words")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _listed(name: str) -> frozenset[str]:
    """The words of a file, whose lines with # explain."""
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    return _words(" ".join(line for line in lines if not line.startswith("#")))


COMMON_GIVEN = _listed("given.txt")
COMMON_SURNAMES = _listed("surnames.txt")
NO_NAME = _listed("no_names.txt")

SPOKEN_KIN = _words(
    "mum mummy mam mom dad daddy nan nana nanny gran granny grandma grandad grandpa auntie aunt"
    " uncle baby"
)
SINGULAR_KIN = (SPOKEN_KIN - {"baby"}) | _words(
    "mother father brother sister son daughter grandmother grandfather cousin niece nephew"
    " stepmum stepdad stepmother stepfather stepbrother stepsister stepson stepdaughter"
    " half-brother half-sister step-mum step-dad step-mother step-father step-brother step-sister"
    " step-son step-daughter birth-mother birth-father boyfriend girlfriend grandson"
    " granddaughter godmother godfather"
)
ONE_CHILD = _words(
    "child kid boy girl baby toddler infant newborn teenager youngster pupil twin sibling youngest"
    " eldest oldest lad schoolboy schoolgirl"
)
SEVERAL = _words(
    "children siblings twins kids boys girls brothers sisters sons daughters babies toddlers"
    " teenagers grandchildren"
)
DETERMINERS = _words(
    "the this that a one our eldest oldest youngest older younger middle second first third other"
    " another her his their my"
)
NAMING = _words("called named is was being")
CARE_NOUNS = _words(
    "parent parents carer carers placement case file review reviews return reunification contact"
    " school teacher behaviour bedroom home care plan assessment family household siblings"
    " children kids needs wishes views story guardian solicitor therapist keyworker worker"
    " foster adopter adopters chronology genogram pathway partner ex"
)
# After "the ... family": a service, not a surname.
SERVICE_NOUNS = _words(
    "hub hubs centre centres support court courts group groups justice network networks time"
    " safeguarding help service services worker workers practitioner practitioners solutions"
    " learning plan plans planning meeting meetings conference conferences law life nurse nurses"
    " finding therapy therapist drug partnership partnerships intervention interventions"
    " information foundation fund valued action advocate advocates link team teams room day"
    " division tree carer carers voice voices rights mediation assessment assessments first"
    " strategy work coach coaches friendly board panel member members ties and or"
)
STAFF = _words(
    "sponsor lead leads manager managers director directors officer officers chair trainer"
    " trainers coordinator head auditor administrator colleague councillor cllr nspcc deputy"
    " analyst facilitator consultant minutes chaired presented apologies attended steering"
    " commissioner dr judge"
)
OF_WHOM = _words("case family parents siblings carer carers reunification return")
NEAR_NAMES = _words("child siblings foster boy girl boys girls baby twins")
TITLES = _words("mr mrs ms miss")
VERBS_BEFORE = _words(
    "reunify reunified reunifying place placed placing remove removed removing return returned"
    " returning accommodate accommodated collect collected"
)
AUXILIARIES = _words(
    "has had was is will would should can could may might been be to have now then safely again"
    " also not never already recently and"
)
# What the field shortens to two or three capitals: nobody's initials.
SHORTENED = _words(
    "SW ASW TM AD IRO CPC LA CP CIN LAC CLA FGC ISA RPF PLO ICO CO SGO EPO EHA EHC VS DSL CSC EDT"
    " LSA DFE DBS HR IT QA KPI NHS GP HV SEN PEP PWP RAG ID UK EU US AM PM PD OT SLT SMT BC AC ADM"
    " ICS LCS YOT YJS MST FFT FDA DA DV MH"
)
POSTCODE_AREAS = _words(
    "AB AL B BA BB BD BF BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT"
    " DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD"
    " LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK"
    " SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE"
)
# What happens to children: `went home` after a given name speaks of a child.
_JOURNEY = (
    "accommodated, back home, back with, be reunified, born on, came back into care, came "
    "home, came into care, come home, come into care, coming home, coming into care, "
    "disclosed, go home, goes home, going home, gone home, in care, in foster care, in "
    "residential, into care, live with, lives with, living with, looked after, made a "
    "disclosure, missing from, moved back, moved in with, moving back, on a care order, "
    "placed at, placed back, placed in, placed with, removed from, return home, returned from "
    "care, returned home, returned to, returning home, returns home, reunified, settled back, "
    "started school, staying with, stays with, taken into care, to return, turned, under a "
    "care order, was born, went home, went missing"
)
JOURNEY = tuple(f"{way.strip()} " for way in _JOURNEY.split(","))
