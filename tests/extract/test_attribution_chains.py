"""From whom a report has what it says: the chain from the origin to the last relay, and what it leaves to nobody."""

from __future__ import annotations

import pytest

from teletipo.extract.extraction import Extraction, extract
from teletipo.languages import language
from teletipo.languages.parsing import parse
from teletipo.model import Attribution, Report


def read(code: str, text: str, agency: str | None = None) -> Extraction:
    report = Report("r", code, None, None, agency, None, "original", text)
    return extract(report, parse(report), language(code))


def chains(found: Extraction) -> list[list[str]]:
    names = {entity.id: entity.name for entity in found.entities}
    return [[names[link] for link in attribution.chain] for attribution in found.attributions]


def only(code: str, text: str) -> Attribution:
    (attribution,) = read(code, text).attributions
    return attribution


@pytest.mark.parametrize(
    ("code", "text", "chain"),
    [
        (
            "en",
            "The Harbour Gazette, citing two officials, reported on Monday that the bridge would close.",
            ["two officials", "Harbour Gazette"],
        ),
        ("en", "State broadcaster TVK said the harvest had doubled.", ["TVK"]),
        (
            "en",
            "The strike killed five people, state-run SANA news agency said, quoting a military source.",
            ["a military source", "SANA"],
        ),
        (
            "en",
            "Tehran rejected the offer, the semi-official Fars news agency quoted a lawmaker as saying.",
            ["a lawmaker", "Fars"],
        ),
        (
            "en",
            "Foreign Minister Anna Berg was quoted as saying by the TASS news agency that the talks had failed.",
            ["Anna Berg", "TASS"],
        ),
        (
            "en",
            "In its annual filing, the airline cited a letter from the ministry as saying the route was closed.",
            ["a letter from the ministry", "the airline"],
        ),
        (
            "en",
            "As the Volga-Press news agency reported with reference to eyewitnesses, two cars burned.",
            ["eyewitnesses", "Volga-Press"],
        ),
        (
            "es",
            "El juez imputa a la alcaldesa, según ha podido saber Europa Press de fuentes municipales.",
            ["fuentes municipales"],
        ),
        (
            "es",
            "El consorcio ha entregado un estudio según el cual el puente costará el doble.",
            ["un estudio"],
        ),
        (
            "es",
            "El Ayuntamiento de Getafe ha suspendido la feria, según ha informado en una nota.",
            ["Ayuntamiento de Getafe"],
        ),
        (
            "es",
            "El diario La Ribera publicó el lunes que el banco cerrará. El rotativo cita a dos directivos.",
            ["dos directivos", "La Ribera"],
        ),
        (
            "es",
            '"Es una infamia", respondió el senador en declaraciones a la radio Continental reproducidas por Infobae.',
            ["el senador", "Continental", "Infobae"],
        ),
        (
            "es",
            "En declaraciones a Radio Norte, recogidas por Europa Press, la consejera Ana Ruiz pidió calma.",
            ["Ana Ruiz", "Radio Norte", "Europa Press"],
        ),
        (
            "es",
            "De acuerdo con un memorando interno filtrado al portal Línea Roja, la empresa sabía del riesgo.",
            ["un memorando interno", "Línea Roja"],
        ),
    ],
)
def test_a_chain_runs_from_the_origin_to_the_last_relay(code: str, text: str, chain: list[str]) -> None:
    assert chains(read(code, text)) == [chain]


@pytest.mark.parametrize(
    ("code", "text", "chain"),
    [
        (
            "en",
            "According to a memo first reported by Politico and obtained by The Associated Press, two labs will close.",
            ["a memo", "Politico", "Associated Press"],
        ),
        (
            "en",
            "A memo first reported by Politico on Monday and seen by investigators showed two labs would close.",
            ["A memo", "Politico"],
        ),
        (
            "es",
            "Dos laboratorios cerrarán, según un correo interno adelantado por la Cadena SER y al que tuvo acceso EFE.",
            ["un correo interno", "Cadena SER", "EFE"],
        ),
        (
            "es",
            "El alcalde cobró dos veces, según adelantó El Confidencial y ha confirmado Europa Press.",
            ["El Confidencial", "Europa Press"],
        ),
        (
            "en",
            "According to a May 3rd report in Ars Technica, an internal memo showed that the phone overheated.",
            ["an internal memo", "Ars Technica"],
        ),
        (
            "es",
            "De acuerdo con un informe publicado el 3 de mayo en La Nación, un memorando mostraba que el motor ardía.",
            ["un memorando", "La Nación"],
        ),
        ("es", "Un memorando citado por la agencia Tass afirma que el puente cerrará.", ["Un memorando", "TASS"]),
        ("en", "The talks, first reported by Bloomberg, collapsed on Friday.", ["Bloomberg"]),
        (
            "en",
            "Citing unnamed diplomatic sources, the Maritime Tribune daily said the ferry had been sold.",
            ["unnamed diplomatic sources", "Maritime Tribune"],
        ),
        (
            "es",
            "El detenido confesó, según trasladó la Guardia Civil en un comunicado recogido por Europa Press.",
            ["Guardia Civil", "Europa Press"],
        ),
        ("es", "Las conversaciones, adelantadas por El Confidencial, se rompieron el viernes.", ["El Confidencial"]),
        (
            "en",
            "The senator was quoted by the Financial Times as saying the vote had been bought.",
            ["The senator", "Financial Times"],
        ),
    ],
)
def test_who_told_of_something_first_is_a_link(code: str, text: str, chain: list[str]) -> None:
    assert chains(read(code, text)) == [chain]


@pytest.mark.parametrize(("agency", "relayed"), [("Reuters", False), ("AFP", True), (None, False)])
def test_what_an_agency_saw_itself_it_has_from_nobody_else(agency: str | None, relayed: bool) -> None:
    text = "The ministry knew of the leak in May, according to emails seen by Reuters."
    (chain,) = chains(read("en", text, agency))
    assert ("Reuters" in chain) is relayed


def test_who_confirms_the_sentence_before_says_nothing_else() -> None:
    found = read("es", "El acusado ingresó en prisión el lunes. Así lo han confirmado a EFE fuentes policiales.")
    assert chains(found) == [["fuentes policiales"]]
    assert not found.unattributed


def test_a_medium_without_a_name_is_the_last_one_called_so() -> None:
    text = "La cadena NTV mostró el puente. Según la televisión, nadie resultó herido. El diario Sur lo desmintió."
    assert chains(read("es", text))[0] == ["NTV"]


def test_the_agency_that_is_named_is_not_the_agency_of_the_report() -> None:
    text = "MOSCOW, May 3. /TASS/. The Vostokfax news agency reported that the pipeline had been closed."
    assert chains(read("en", text)) == [["Vostokfax"]]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The plant will close in June, Bloomberg News reported, citing people familiar with the matter."),
        ("en", "The minister has resigned, three people briefed on the talks said."),
        ("es", "El diario La Ribera informó, citando a una persona al tanto del plan, que el banco cerrará."),
        ("es", "La retirada empezará en mayo, dijo a la AFP un alto funcionario que pidió no ser identificado."),
        ("en", "The talks collapsed on Friday, one of the negotiators said."),
        ("en", "The order was signed in secret, an aide told reporters on background."),
        ("en", '"We were never told," said a nurse, who did not want her name used for fear of losing her job.'),
        ("en", "The deal is dead, according to two current and one former official with direct knowledge of it."),
        ("es", "El alcalde dimitirá, según una persona familiarizada con el asunto, que habló bajo reserva."),
        ("es", "Según un empleado al corriente del plan, que habló bajo anonimato, la mina cerrará en mayo."),
        ("es", '"Nadie manda aquí", dijo un cargo de la empresa que declinó ser identificado.'),
        ("es", "La reunión duró cuatro horas, explicó uno de los asistentes."),
    ],
)
def test_whoever_may_not_be_named_is_anonymous(code: str, text: str) -> None:
    assert only(code, text).anonymous


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The victim, who asked not to be named, was taken to hospital, police said."),
        ("en", "Residents were asked not to travel, the interior ministry said."),
        ("en", "The bridge is sound, one of the engineers, Anna Berg, said."),
        ("es", "La menor, cuya familia pidió el anonimato, está ingresada, informó el hospital."),
    ],
)
def test_who_else_may_not_be_named_is_not_the_source(code: str, text: str) -> None:
    assert not only(code, text).anonymous


@pytest.mark.parametrize(
    ("code", "text", "source"),
    [
        (
            "en",
            "The bank is for sale, said a person with knowledge of the talks.",
            "a person with knowledge of the talks",
        ),
        (
            "es",
            "La banca está en venta, dijo una persona con conocimiento del plan.",
            "una persona con conocimiento del plan",
        ),
    ],
)
def test_who_is_not_named_is_known_by_what_they_know(code: str, text: str, source: str) -> None:
    assert chains(read(code, text)) == [[source]]


def test_a_source_that_asks_not_to_be_named_asks_for_nothing_else() -> None:
    found = read(
        "en", "The ministry said the driver, who asked not to be named, had slept. A witness asked to be heard."
    )
    assert "not to be named" not in {span.text for quotation in found.quotations for span in quotation.content}


def test_citing_nobody_is_no_link() -> None:
    assert chains(read("en", "The newspaper Kommersant wrote that the deal was dead, without citing its sources.")) == [
        ["Kommersant"]
    ]


@pytest.mark.parametrize(
    ("code", "text", "hedged"),
    [
        ("es", "La cadena NTV aseguró que el ministro habría huido a Chipre.", True),
        ("es", "La cadena NTV aseguró que el ministro podría viajar a Chipre.", False),
        ("es", "El juez ha citado a ocho personas por un presunto fraude, según la Fiscalía.", False),
        ("es", "El alcalde habría dimitido si se lo hubieran pedido, según el diario La Ribera.", False),
        ("es", "De haberlo sabido, el alcalde habría dimitido, según el diario La Ribera.", False),
        ("es", "El socio dejará el pacto si no se retira la tasa y ya habría escrito la carta, según El País.", True),
        ("es", "La banda, al parecer, operaba desde Vigo, según la cadena SER.", True),
        ("en", "The minister reportedly met the tycoon in secret, state media said.", True),
        ("en", "The minister is said to have met the tycoon, according to the Financial Times.", True),
        ("en", "The alleged gunman fled to Cyprus, the BBC reported.", False),
        ("en", '"He allegedly took bribes," the BBC quoted a lawyer as saying.', False),
    ],
)
def test_only_hearsay_keeps_a_distance(code: str, text: str, hedged: bool) -> None:
    assert only(code, text).hedged is hedged


@pytest.mark.parametrize(
    ("code", "text", "own"),
    [
        ("es", "El mando militar lo niega.", False),
        ("es", "Nadie ha negado el acuerdo.", True),
        ("en", "The minister promised retraining for those laid off.", False),
        ("en", "The company declined to comment on the report.", True),
        ("en", "The depot burned for two days.", True),
        ("en", "The existence of the audit was first reported by the Mesilla Courier.", False),
        ("es", "La existencia de la auditoría fue adelantada por El Confidencial.", False),
    ],
)
def test_a_bare_claim_of_somebody_is_not_a_statement_of_nobody(code: str, text: str, own: bool) -> None:
    assert bool(read(code, text).unattributed) is own


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The International Atomic Energy Agency said inspectors had left."),
        ("en", "Seoul's spy agency said the leader was ill."),
        ("es", "La Agencia Tributaria afirmó que no hubo fraude."),
    ],
)
def test_an_agency_that_is_an_office_is_no_press(code: str, text: str) -> None:
    found = read(code, text)
    assert found.quotations
    assert not found.attributions


def test_the_newspaper_is_the_only_listed_one_that_was_named() -> None:
    text = (
        "The stake is for sale, the Financial Times reported on Tuesday. "
        "The newspaper said a deal could be announced this week."
    )
    assert chains(read("en", text)) == [["Financial Times"], ["Financial Times"]]


def test_whoever_is_cited_by_a_medium_is_told_by_it() -> None:
    text = "Fuentes de seguridad citadas por la cadena Al Arabiya sostienen que el jefe rebelde murió en marzo."
    (chain,) = chains(read("es", text))
    assert chain[-1] == "Al Arabiya"
    assert len(chain) == 2


def test_the_same_source_is_as_named_as_before() -> None:
    text = (
        "Los proyectiles volaron 300 kilómetros, informó el Ministerio de Defensa. "
        "El disparo se produjo a las seis, precisó la misma fuente."
    )
    first, second = read("es", text).attributions
    assert first.chain == second.chain
    assert not second.anonymous
    assert second.kind == first.kind


def test_a_claim_that_somebody_denied_is_not_his_telling() -> None:
    found = read("en", "The army said it had seized three villages, a claim Kyiv denied.")
    assert not found.attributions


@pytest.mark.parametrize(
    ("code", "text", "chain"),
    [
        (
            "es",
            "Según han confirmado a este diario fuentes del sector, la venta se cerrará en julio.",
            ["fuentes del sector"],
        ),
        ("en", "Monday's strike, which state media said killed nine, was the third this week.", ["state media"]),
    ],
)
def test_what_is_told_of_is_not_its_source(code: str, text: str, chain: list[str]) -> None:
    assert chains(read(code, text)) == [chain]
