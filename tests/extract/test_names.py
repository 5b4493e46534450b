"""Names in sentences of many kinds: how far each reaches, and what it is."""

from __future__ import annotations

import pytest
from tests.extract.test_entities import entities_of

SPANISH = {
    "the point of a legal form belongs to the firm": (
        "Ayer Celtia Corp. presentó sus cuentas.",
        {"Celtia Corp.": "ORG"},
    ),
    "a letter ends a name of several words": (
        "Hoy llega el Ceres OS X Puma a las tiendas.",
        {"Ceres OS X Puma": "OTH"},
    ),
    "a straight mark opens a quotation": (
        'El alcalde Luis Morón dijo "Interrumpidme si ya lo habéis visto".',
        {"Luis Morón": "PER"},
    ),
    "wares are told by their kind or their spelling": (
        "El nuevo uPhone 4 y los portátiles Ceres Air llegan a las tiendas.",
        {"uPhone 4": "OTH", "Ceres Air": "OTH"},
    ),
    "who acts and is no listed place is a body": (
        "Naturvida ha despedido a 40 empleados de su planta de Soria.",
        {"Naturvida": "ORG", "Soria": "GPE"},
    ),
    "who works for a body is named behind it": (
        "Según el analista de Oddvik Pedro Salas, los tipos bajarán.",
        {"Oddvik": "ORG", "Pedro Salas": "PER"},
    ),
    "a hospital is called after somebody": (
        "El director del Hospital Pablo Neruda pidió ayer más camas.",
        {"Hospital Pablo Neruda": "ORG"},
    ),
    "what somebody is in charge of is no name": (
        "Iris Mora, exdirectora de Operaciones, deja la firma Celtia.",
        {"Iris Mora": "PER", "Celtia": "ORG"},
    ),
    "who invoices and acquires is a firm": (
        "Según fuentes del sector, Brincasol factura 30 millones y Brincasol ha adquirido dos plantas.",
        {"Brincasol": "ORG"},
    ),
    "an index bears a number": (
        "El CAC 40 cayó y el FTSE 100 subió.",
        {"CAC 40": "OTH", "FTSE 100": "OTH"},
    ),
    "tasks of a ministry are parted by commas": (
        "El Ministerio de Relaciones Exteriores, Comercio Internacional y Culto citó ayer al embajador.",
        {"Ministerio de Relaciones Exteriores, Comercio Internacional y Culto": "ORG"},
    ),
    "partners of a firm are parted by commas": (
        "El pleito lo lleva el bufete Ordóñez, Cifuentes & Asociados desde enero.",
        {"Ordóñez, Cifuentes & Asociados": "ORG"},
    ),
    "a head, a conjunction and a preposition part two bodies": (
        "Recurrirá ante la Corte Suprema y al Consejo Electoral, según dijo.",
        {"Corte Suprema": "ORG", "Consejo Electoral": "ORG"},
    ),
    "a noun in the singular introduces one body": (
        "Lo pidió ayer la asociación Viento y Montaña en una carta.",
        {"Viento y Montaña": "ORG"},
    ),
    "a plural noun speaks for the whole list": (
        "Se desbordaron los ríos Marañón y Ucayali tras una semana de lluvias.",
        {"Marañón": "GPE", "Ucayali": "GPE"},
    ),
    "who serves a body is told by the office": (
        "La previsión es «demasiado optimista», según un analista de Oddvik.",
        {"Oddvik": "ORG"},
    ),
    "who governs a place is told by the office": (
        "El exalcalde de Los Quiroces, Abel Rendón, negó los cargos.",
        {"Los Quiroces": "GPE", "Abel Rendón": "PER"},
    ),
    "a miner is a firm before a name": (
        "La minera canadiense Boreal Ridge cerrará su planta.",
        {"Boreal Ridge": "ORG"},
    ),
    "a title in quotation marks is one name": (
        "La actriz presentó su última película, «Nunca llueve dos veces», en Toledo.",
        {"Nunca llueve dos veces": "OTH", "Toledo": "GPE"},
    ),
    "what is read is a document": (
        'Es autora de la novela "La sed de los otros", publicada en mayo.',
        {"La sed de los otros": "DOC"},
    ),
    "a law has its number": (
        "El Congreso derogó ayer el Decreto 70/2023 sin debate.",
        {"Congreso": "ORG", "Decreto 70/2023": "DOC"},
    ),
    "squares and cups may end in a month or a king": (
        "La marcha irá de la Plaza de Mayo al estadio donde se jugó la Copa del Rey.",
        {"Plaza de Mayo": "LOC", "Copa del Rey": "OTH"},
    ),
    "a day of the week may be a given name": (
        "Lo confirmó el concejal Domingo Arriaga en una entrevista.",
        {"Domingo Arriaga": "PER"},
    ),
    "a verb that starts a quotation is no name": ("«Leo despacio», contestó ella.", {}),
    "a portfolio ends before its spokesperson": (
        "No hay novedades, respondió el portavoz de Exteriores Anselm Kaur.",
        {"Exteriores": "ORG", "Anselm Kaur": "PER"},
    ),
    "a former minister's portfolio is no body": (
        "La exministra de Sanidad Aurora Belmonte declaró ante la juez.",
        {"Aurora Belmonte": "PER"},
    ),
    "an acronym may be the head of a longer name": (
        "La sección sindical de UGT Andalucía convocó la huelga.",
        {"UGT Andalucía": "ORG"},
    ),
    "a club bears its city's name with an article": (
        "El entrenador del Sevilla dimitió tras la derrota.",
        {"Sevilla": "ORG"},
    ),
    "a hyphen makes a longer name of a place's": (
        "La naviera Pacífico-Sur compró dos barcos.",
        {"Pacífico-Sur": "ORG"},
    ),
    "an article before a full name makes it a place": (
        "El partido se jugó en el Santiago Corvalán ante 20.000 espectadores.",
        {"Santiago Corvalán": "GPE"},
    ),
    "an age tells a person": (
        "«Corrimos sin mirar atrás», relata Yuleisy, de 19 años, desde el refugio.",
        {"Yuleisy": "PER"},
    ),
    "a ministry of several words is part of the minister's title": (
        "La ministra de Vivienda y Agenda Urbana, Noelia Casares, no acudió.",
        {"Noelia Casares": "PER"},
    ),
    "a town may be called after a state": (
        "Los vecinos de Villa El Salvador cortaron la avenida.",
        {"Villa El Salvador": "GPE"},
    ),
    "a question mark starts a sentence": ("—Dígame, ¿Firma usted hoy?", {}),
    'what stands behind "en" is a place': (
        "El equipo jugará en Torrelobos el lunes.",
        {"Torrelobos": "GPE"},
    ),
    "a listed paper may start the name of another": (
        "Lo adelantó 'El Correo Manchego' en su portada.",
        {"El Correo Manchego": "ORG"},
    ),
    "who serves a listed body is somebody else": (
        "La eurodiputada de Sumar Estrella Bravo protestó en el pleno.",
        {"Sumar": "ORG", "Estrella Bravo": "PER"},
    ),
    "Catalan articles hold a name together": (
        "Lo firma el Institut d'Estudis Fluvials de Girona.",
        {"Institut d'Estudis Fluvials de Girona": "ORG"},
    ),
}
ENGLISH = {
    "a sum of money names no state": (
        "Ann Lee paid US$299 for it.",
        {"Ann Lee": "PER"},
    ),
    "wares are told by what stands behind them": (
        "The uPhone runs the Kestrel browser at 30 kHz.",
        {"uPhone": "OTH", "Kestrel": "OTH"},
    ),
    "a lawmaker's party and state are no name": (
        "Rep. Ann Lee, R-Ind., and Sen. Tom Ray, D-La., spoke.",
        {"Ann Lee": "PER", "Tom Ray": "PER"},
    ),
    "shares are held in a firm": (
        "The fund sold its stake in Okaneft on Monday.",
        {"Okaneft": "ORG"},
    ),
    "a firm may start like a person": (
        "British chip designer Tamar Semiconductors hired 40 people.",
        {"Tamar Semiconductors": "ORG"},
    ),
    "a paper keeps its article": (
        "He told The Ledger that it would rain.",
        {"The Ledger": "ORG"},
    ),
    "a person may end like a firm": (
        "They said that Ruth Church left on Monday.",
        {"Ruth Church": "PER"},
    ),
    "a service is named by its task": (
        "An order of the Federal Service for the Financial Markets came late.",
        {"Federal Service for the Financial Markets": "ORG"},
    ),
    "a ship is told by its kind": (
        "The captain of the Costa Concordia cruise liner was tried.",
        {"Costa Concordia": "OTH"},
    ),
    "a capital is named behind a comma": (
        "They drove to the capital, Pierre, on Monday.",
        {"Pierre": "GPE"},
    ),
    "a nation of the United Kingdom is part of a body": (
        "The report by Audit Wales came late.",
        {"Audit Wales": "ORG"},
    ),
    "a ministry belongs to its state, which is named too": (
        "Norway's Ministry of Fisheries said the quota would stand.",
        {"Norway": "GPE", "Norway's Ministry of Fisheries": "ORG"},
    ),
    "an embassy too": (
        "A spokesman for the Embassy of Peru in Ankara confirmed the arrest.",
        {"Embassy of Peru": "ORG", "Peru": "GPE", "Ankara": "GPE"},
    ),
    "tasks of a department are parted by commas": (
        "The Department for Energy, Climate and Housing declined to comment.",
        {"Department for Energy, Climate and Housing": "ORG"},
    ),
    "members belong to their union's name": (
        "The Glass Workers Union called a strike for Friday.",
        {"Glass Workers Union": "ORG"},
    ),
    "a queen may belong to a hospital's name": (
        "She works as a nurse at Queen Adelaide Hospital.",
        {"Queen Adelaide Hospital": "ORG"},
    ),
    "a Korean surname may look like an article": (
        "An Yong Su, vice-minister of trade, left for Moscow on Tuesday.",
        {"An Yong Su": "PER", "Moscow": "GPE"},
    ),
    "an apposition behind tells a firm": (
        "Pictures taken by Halden Optics, a Boston-based firm, showed new craters.",
        {"Halden Optics": "ORG", "Boston": "GPE"},
    ),
    "a ship is told by the apposition before": (
        "The vessel, the Ardent Wind, sank off Yemen.",
        {"Ardent Wind": "OTH", "Yemen": "GPE"},
    ),
    "particles of Arabic names": (
        "The envoy, Layla bint Hamad, met reporters.",
        {"Layla bint Hamad": "PER"},
    ),
}


def names_of(text: str, code: str) -> dict[str, str]:
    return {m.text: e.type for e in entities_of(text, code) for m in e.mentions if m.kind == "name"}


@pytest.mark.parametrize("case", SPANISH)
def test_spanish_names(case: str) -> None:
    text, wanted = SPANISH[case]
    assert names_of(text, "es") == wanted


@pytest.mark.parametrize("case", ENGLISH)
def test_english_names(case: str) -> None:
    text, wanted = ENGLISH[case]
    assert names_of(text, "en") == wanted


def test_a_body_is_called_by_a_word_of_its_name() -> None:
    found = entities_of("Kestrel Holdings vendió su filial. Los títulos de Kestrel cayeron un 4 %.", "es")
    assert len({e.id for e in found for m in e.mentions if "Kestrel" in m.text}) == 1


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("en", "The Olden phone has 32 GB and an LCD screen, its CEO said on TV.", {"Olden": "ORG"}),
        ("en", "Shops in Leeds shut on New Year's Eve, when Sunni Islamist rebels marched.", {"Leeds": "GPE"}),
        ("es", "El faro es del siglo XIX y cuesta 900 USD, dijo Elsa Quiroga.", {"Elsa Quiroga": "PER"}),
        ("es", "Según el Derecho Internacional, en Año Nuevo no hay juicios en Lima.", {"Lima": "GPE"}),
        ("es", "La emisora Radio Televisión Serrana (TV) cerró.", {"Radio Televisión Serrana": "ORG"}),
    ],
)
def test_units_ranks_feasts_and_fields_of_law_are_no_names(code: str, text: str, expected: dict[str, str]) -> None:
    found = {m.text: e.type for e in entities_of(text, code) for m in e.mentions if m.kind == "name" and m.text != "TV"}
    assert found == expected
