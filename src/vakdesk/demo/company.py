"""The sample company: an invented college with its desk, three client firms, and everybody who works there."""

from dataclasses import dataclass

from vakdesk.access.roles import Role


@dataclass(frozen=True)
class Firm:
    name: str
    language: str
    zone: str
    domain: str
    telephone: str


@dataclass(frozen=True)
class Member:
    """`pool` says in which storylines somebody can appear; `key` names them in storylines and in the cast."""

    key: str
    name: str
    job: str
    firm: str
    language: str
    pool: str


FIRMS = {
    "lindewaard": Firm("ROC Lindewaard", "nl", "Europe/Amsterdam", "lindewaard.example", "+31 33 000 4{:03}"),
    "hansa": Firm("Hansa Logistics", "et", "Europe/Tallinn", "hansa-logistics.example", "+372 000 2{:03}"),
    "korenmaat": Firm("Bakkerij De Korenmaat", "nl", "Europe/Amsterdam", "dekorenmaat.example", "+31 33 000 7{:03}"),
    "vanrhijn": Firm("Notariskantoor Van Rhijn", "nl", "Europe/Amsterdam", "vanrhijn.example", "+31 33 000 8{:03}"),
}

#: Name and line of each team.
TEAMS = {"desk": ("Service desk", "1"), "systems": ("Systems", "2"), "network": ("Network and suppliers", "3")}

#: Who works where at the desk: (team, role). The rest of the people only ask.
POSTS: dict[str, tuple[str, Role]] = {
    "ada": ("desk", Role.AGENT),
    "cem": ("desk", Role.AGENT),
    "katrin": ("desk", Role.AGENT),
    "joris": ("desk", Role.AGENT),
    "tia": ("desk", Role.TRAINEE),
    "youssef": ("desk", Role.TRAINEE),
    "lotte": ("desk", Role.TRAINEE),
    "rasmus": ("desk", Role.TRAINEE),
    "noah": ("desk", Role.TRAINEE),
    "femke": ("desk", Role.TRAINEE),
    "dee": ("desk", Role.LEAD),
    "sander": ("systems", Role.AGENT),
    "mirjam": ("systems", Role.AGENT),
    "toomas": ("systems", Role.AGENT),
    "hanna": ("systems", Role.LEAD),
    "ruud": ("network", Role.AGENT),
    "priya": ("network", Role.AGENT),
    "karel": ("desk", Role.COACH),
    "eli": ("", Role.AUDITOR),
    "pim": ("", Role.PRIVACY),
    "ann": ("", Role.ADMINISTRATOR),
}

#: Who serves one firm only.
LIMITED = {"katrin": "hansa"}
#: The client's own contact, who may read all reports of that firm.
CONTACTS = {"andres": "hansa", "wim": "korenmaat", "floor": "vanrhijn"}
#: Left in the course of the eight weeks, so that the desk has a name that no longer asks.
LEAVERS = ("gerda", "oskar")

_TABLE = """
ada|Ada Kask|servicedeskmedewerker|lindewaard|en|desk
cem|Cem Vries|servicedeskmedewerker|lindewaard|nl|desk
katrin|Katrin Lepp|servicedeskmedewerker|lindewaard|et|desk
joris|Joris Hagen|servicedeskmedewerker|lindewaard|nl|desk
tia|Tia Smit|student ICT, jaar 2|lindewaard|en|desk
youssef|Youssef Amrani|student ICT, jaar 2|lindewaard|nl|desk
lotte|Lotte Kuiper|student ICT, jaar 2|lindewaard|nl|desk
rasmus|Rasmus Pärn|student ICT, jaar 3|lindewaard|et|desk
noah|Noah Okafor|student ICT, jaar 1|lindewaard|en|desk
femke|Femke Bloem|student ICT, jaar 1|lindewaard|nl|desk
dee|Dee Mets|teamleider servicedesk|lindewaard|en|desk
sander|Sander Vlug|systeembeheerder|lindewaard|nl|systems
mirjam|Mirjam Oosting|systeembeheerder|lindewaard|nl|systems
toomas|Toomas Ilves|systeembeheerder|lindewaard|et|systems
hanna|Hanna Zeeman|teamleider systemen|lindewaard|nl|systems
ruud|Ruud Pastoor|netwerkbeheerder|lindewaard|nl|network
priya|Priya Raman|leveranciersbeheer|lindewaard|en|network
karel|Karel Brink|docent-begeleider ICT|lindewaard|nl|coach
eli|Eli Vos|auditor|lindewaard|en|audit
pim|Pim Schouten|privacy officer|lindewaard|nl|audit
ann|Ann Meijer|applicatiebeheerder|lindewaard|en|admin
bo|Bo de Wit|docent installatietechniek|lindewaard|nl|docent
p-jansen|Petra Jansen|opleidingsmanager techniek|lindewaard|nl|docent
m-bakker|Mark Bakker|docent Nederlands|lindewaard|nl|docent
s-visser|Saskia Visser|docent zorg|lindewaard|nl|docent
h-de-groot|Henk de Groot|praktijkdocent bouw|lindewaard|nl|docent
f-el-idrissi|Fatima el Idrissi|docent rekenen|lindewaard|nl|docent
w-van-dam|Willem van Dam|docent elektrotechniek|lindewaard|nl|docent
a-postma|Anneke Postma|docent verpleegkunde|lindewaard|nl|docent
r-hendriks|Rob Hendriks|docent autotechniek|lindewaard|nl|docent
e-mulder|Els Mulder|mentor entree|lindewaard|nl|docent
t-kaya|Tülay Kaya|docent economie|lindewaard|nl|docent
b-dijkstra|Bram Dijkstra|docent sport|lindewaard|nl|docent
i-smeets|Ingrid Smeets|docent uiterlijke verzorging|lindewaard|nl|docent
d-van-leeuwen|Daan van Leeuwen|docent media|lindewaard|nl|docent
c-brouwer|Corrie Brouwer|docent burgerschap|lindewaard|nl|docent
l-prins|Lars Prins|instructeur metaal|lindewaard|nl|docent
n-yilmaz|Nuray Yılmaz|docent Engels|lindewaard|nl|docent
j-kok|Jaap Kok|docent koken|lindewaard|nl|docent
o-timmer|Olga Timmer|docent Duits|lindewaard|nl|docent
v-lammers|Vincent Lammers|docent logistiek|lindewaard|nl|docent
k-wolters|Karin Wolters|coach studenten|lindewaard|nl|docent
gerda|Gerda Pol|docent Frans|lindewaard|nl|left
y-ozturk|Yasemin Öztürk|roostermaker|lindewaard|nl|office
g-hofman|Gert Hofman|conciërge gebouw C|lindewaard|nl|office
m-scholten|Marijke Scholten|examenbureau|lindewaard|nl|office
r-bos|Renate Bos|studentenadministratie|lindewaard|nl|office
t-van-veen|Theo van Veen|facilitair|lindewaard|nl|office
l-maas|Linda Maas|personeelszaken|lindewaard|nl|office
p-verhoeven|Paul Verhoeven|financiën|lindewaard|nl|office
s-driessen|Simone Driessen|bestuurssecretariaat|lindewaard|nl|office
c-peters|Carla Peters|receptie|lindewaard|nl|office
m-haddad|Mounir Haddad|mediatheek|lindewaard|nl|office
e-vermeer|Eva Vermeer|communicatie|lindewaard|nl|office
j-wessels|Joke Wessels|stagebureau|lindewaard|nl|office
b-van-rooij|Bas van Rooij|inkoop|lindewaard|nl|office
d-hermans|Dorien Hermans|zorgcoördinator|lindewaard|nl|office
a-kuijpers|Anton Kuijpers|magazijn techniek|lindewaard|nl|office
w-jonker|Wies Jonker|directie|lindewaard|nl|office
st-jayden|Jayden Martis|student zorg|lindewaard|nl|student
st-sanne|Sanne Willems|student media|lindewaard|nl|student
st-mohamed|Mohamed Bouali|student techniek|lindewaard|nl|student
st-iris|Iris van der Zee|student media|lindewaard|nl|student
st-kevin|Kevin Snijders|student autotechniek|lindewaard|nl|student
st-amira|Amira Saleh|student verpleegkunde|lindewaard|nl|student
st-thijs|Thijs Gerritsen|student bouw|lindewaard|nl|student
st-chanel|Chanel Brands|student uiterlijke verzorging|lindewaard|nl|student
st-ravi|Ravi Autar|student logistiek|lindewaard|nl|student
st-luuk|Luuk Evers|student ICT, jaar 1|lindewaard|nl|student
in-claire|Claire Whitfield|lecturer, international office|lindewaard|en|staff
in-daniel|Daniel Osei|exchange coordinator|lindewaard|en|staff
in-sofia|Sofia Almeida|Spanish teacher|lindewaard|en|staff
in-james|James Pruitt|native speaker, English|lindewaard|en|staff
in-mei|Mei Tanaka|researcher|lindewaard|en|staff
in-oluwaseun|Oluwaseun Adeyemi|maths teacher|lindewaard|en|staff
in-lucia|Lucia Ferrante|art teacher|lindewaard|en|staff
in-grace|Grace Mbeki|student counsellor|lindewaard|en|staff
in-pavel|Pavel Novotny|workshop instructor|lindewaard|en|staff
in-aisling|Aisling Byrne|librarian|lindewaard|en|staff
in-tom|Tom Harker|facility engineer|lindewaard|en|staff
in-nadia|Nadia Rahman|project officer|lindewaard|en|staff
andres|Andres Kuusk|tegevjuht|hansa|et|hansa
maarja|Maarja Tamm|planeerija|hansa|et|hansa
h-jaan|Jaan Saar|laojuhataja|hansa|et|hansa
h-kristi|Kristi Mägi|raamatupidaja|hansa|et|hansa
h-urmas|Urmas Põder|dispetšer|hansa|et|hansa
h-liis|Liis Rebane|tollideklarant|hansa|et|hansa
h-peeter|Peeter Sepp|laotööline|hansa|et|hansa
h-triin|Triin Õunapuu|müügijuht|hansa|et|hansa
h-margus|Margus Kivi|autojuhtide koordinaator|hansa|et|hansa
h-anneli|Anneli Kask|personalijuht|hansa|et|hansa
h-sirje|Sirje Jõgi|sekretär|hansa|et|hansa
h-indrek|Indrek Vaher|laotööline|hansa|et|hansa
oskar|Oskar Lill|praktikant|hansa|et|left
h-elena|Elena Sokolova|customs broker|hansa|en|hansa-en
h-marek|Marek Nowicki|fleet planner|hansa|en|hansa-en
h-julia|Julia Brandt|key account manager|hansa|en|hansa-en
h-aleksi|Aleksi Virtanen|shift lead|hansa|en|hansa-en
wim|Wim Korenaar|eigenaar|korenmaat|nl|bakery
k-tineke|Tineke Korenaar|administratie|korenmaat|nl|bakery
k-sjoerd|Sjoerd Hoekstra|bakker|korenmaat|nl|bakery
k-bianca|Bianca Rozema|winkel Eemvoort|korenmaat|nl|bakery
k-hassan|Hassan Benali|bakker nachtploeg|korenmaat|nl|bakery
k-mieke|Mieke Dol|winkel Soesterveen|korenmaat|nl|bakery
k-rick|Rick van Beek|bezorger|korenmaat|nl|bakery
k-jolanda|Jolanda Smid|bestellingen|korenmaat|nl|bakery
k-stef|Stef Wagenaar|filiaalleider|korenmaat|nl|bakery
floor|Floor van Rhijn|notaris|vanrhijn|nl|notary
v-casper|Casper Tjeenk|kandidaat-notaris|vanrhijn|nl|notary
v-hetty|Hetty Lubbers|secretariaat|vanrhijn|nl|notary
v-annelies|Annelies Quist|notarisklerk|vanrhijn|nl|notary
v-david|David Roos|boekhouder|vanrhijn|nl|notary
v-marlies|Marlies ten Cate|receptie|vanrhijn|nl|notary
v-olivier|Olivier Haan|jurist|vanrhijn|nl|notary
v-nienke|Nienke Vrolijk|jurist|vanrhijn|nl|notary
"""

MEMBERS = {member.key: member for member in (Member(*line.split("|")) for line in _TABLE.strip().splitlines())}

#: Who of the desk can answer in which language.
FIRST_LINE = {
    "nl": ("ada", "ada", "tia", "tia", "cem", "joris", "youssef", "lotte", "noah", "femke"),
    "en": ("ada", "ada", "tia", "tia", "noah", "cem", "joris"),
    "et": ("ada", "katrin", "rasmus"),
}
TRAINEES = {"nl": ("tia", "tia", "youssef", "lotte", "femke"), "en": ("tia", "tia", "noah"), "et": ("rasmus",)}
AGENTS = {"nl": ("ada", "cem", "joris"), "en": ("ada", "cem"), "et": ("ada", "katrin")}
SECOND_LINE = {"nl": ("sander", "mirjam"), "en": ("sander", "toomas"), "et": ("toomas",)}
THIRD_LINE = {"nl": ("ruud",), "en": ("priya", "ruud"), "et": ("priya",)}

#: Facts that storylines may name, by the firm of the one who asks.
FACTS: dict[str, dict[str, tuple[str, ...]]] = {
    "lindewaard": {
        "room": ("A1.04", "A2.17", "B0.12", "B1.08", "B2.21", "C1.03", "C2.02", "C2.14", "D0.06", "D1.11"),
        "building": ("A", "B", "C", "D"),
        "device": ("LW-1147", "LW-1203", "LW-0982", "LW-1410", "LW-1338", "LW-1521", "LW-1066", "LW-1289"),
        "printer": ("PR-C2-01", "PR-B1-02", "PR-A0-01", "PR-D1-01", "PR-B2-03"),
        "group": ("ICT-2B", "VP-1A", "BT-2C", "MV-3A", "ZW-1D", "IT-2A"),
        "lesson": ("Nederlands", "rekenen", "elektro", "anatomie", "burgerschap", "tekenen"),
        "town": ("Eemvoort", "Soesterveen", "Amerswaard"),
    },
    "hansa": {
        "room": ("ladu 2", "kontor 104", "kontor 207", "värav 5", "ladu 4", "dispetšeriruum"),
        "building": ("peahoone", "ladu"),
        "device": ("HL-204", "HL-187", "HL-233", "HL-151", "HL-246"),
        "printer": ("HL-PR-3", "HL-PR-1", "HL-ETIKETT-2"),
        "group": ("vahetus A", "vahetus B"),
        "lesson": ("",),
        "town": ("Rannasadama", "Kesklao", "Metsavahe"),
    },
    "korenmaat": {
        "room": ("de bakkerij", "winkel Eemvoort", "winkel Soesterveen", "het kantoor"),
        "building": ("Eemvoort", "Soesterveen"),
        "device": ("KM-011", "KM-014", "KM-007", "KM-019"),
        "printer": ("KM-BON-1", "KM-BON-2", "KM-PR-1"),
        "group": ("de nachtploeg", "de winkels"),
        "lesson": ("",),
        "town": ("Eemvoort", "Soesterveen"),
    },
    "vanrhijn": {
        "room": ("kamer 3", "de spreekkamer", "het secretariaat", "kamer 7"),
        "building": ("kantoor",),
        "device": ("VR-031", "VR-028", "VR-042", "VR-019"),
        "printer": ("VR-PR-2", "VR-PR-1"),
        "group": ("het secretariaat", "de juristen"),
        "lesson": ("",),
        "town": ("Amerswaard",),
    },
}

#: The class whose students run the desk.
CLASS = ("ICT-2B", ("tia", "youssef", "lotte", "femke", "noah", "rasmus"))

#: What this desk's tickets are about besides the house's starting set.
CATEGORIES = {
    "loan": {"en": "Loan and handout", "nl": "Lenen en uitgifte", "et": "Laenutus ja väljastamine"},
    "desk": {"en": "About the service desk", "nl": "Over de servicedesk", "et": "Kasutajatoe kohta"},
}

#: What is solved on the phone every day: kind, category, names, usual cause, what is done.
CALLS: dict[str, tuple[str, str, dict[str, str], str, str]] = {
    "password-reset": (
        "incident",
        "account",
        {"en": "Password forgotten", "nl": "Wachtwoord vergeten", "et": "Parool ununes"},
        "The password was forgotten",
        "Checked who is calling, gave a temporary password, stayed on the line until the new one worked.",
    ),
    "account-locked": (
        "incident",
        "account",
        {
            "en": "Account locked after too many attempts",
            "nl": "Account geblokkeerd na te veel pogingen",
            "et": "Konto lukus pärast mitut katset",
        },
        "Too many wrong attempts",
        "Unlocked the account and watched the caller sign in.",
    ),
    "second-screen": (
        "incident",
        "laptop",
        {"en": "Second screen stays black", "nl": "Tweede scherm blijft zwart", "et": "Teine ekraan jääb mustaks"},
        "The cable was in the wrong port of the dock",
        "Had the cable moved to the other port; the picture came at once.",
    ),
    "wifi-forget": (
        "incident",
        "network",
        {
            "en": "Wi-Fi asks for the password again and again",
            "nl": "Wifi blijft om het wachtwoord vragen",
            "et": "Wifi küsib kogu aeg parooli",
        },
        "The device still knew the old password",
        "Had the network forgotten and joined anew; the caller opened a page.",
    ),
    "badge-printing": (
        "information",
        "printing",
        {"en": "How do I print with my badge?", "nl": "Hoe print ik met mijn pas?", "et": "Kuidas printida kaardiga?"},
        "A new badge was not tied to the person yet",
        "Walked through tying the badge at the printer; the caller's job came out.",
    ),
    "sound-muted": (
        "incident",
        "room",
        {"en": "No sound from the board in the room", "nl": "Geen geluid uit het bord in het lokaal", "et": "Klassi tahvlil pole heli"},
        "The sound went to the wrong speaker",
        "Chose the board as speaker; the class heard it.",
    ),
}
