"""From whom a report has what it says: the chain from the origin to the last relay, and what it leaves to nobody."""

from __future__ import annotations

import pytest

from teletipo.extract.extraction import Extraction, extract
from teletipo.languages import language
from teletipo.languages.parsing import parse
from teletipo.model import Attribution, Report


def read(code: str, text: str) -> Extraction:
    report = Report("r", code, None, None, None, None, "original", text)
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
    ],
)
def test_whoever_may_not_be_named_is_anonymous(code: str, text: str) -> None:
    assert only(code, text).anonymous


def test_citing_nobody_is_no_link() -> None:
    assert chains(read("en", "The newspaper Kommersant wrote that the deal was dead, without citing its sources.")) == [
        ["Kommersant"]
    ]


@pytest.mark.parametrize(
    ("text", "hedged"),
    [
        ("La cadena NTV aseguró que el ministro habría huido a Chipre.", True),
        ("La cadena NTV aseguró que el ministro podría viajar a Chipre.", False),
        ("El juez ha citado a ocho personas por un presunto fraude, según la Fiscalía.", False),
    ],
)
def test_only_hearsay_keeps_a_distance(text: str, hedged: bool) -> None:
    assert only("es", text).hedged is hedged


@pytest.mark.parametrize(
    ("code", "text", "own"),
    [
        ("es", "El mando militar lo niega.", False),
        ("es", "Nadie ha negado el acuerdo.", True),
        ("en", "The minister promised retraining for those laid off.", False),
        ("en", "The company declined to comment on the report.", True),
        ("en", "The depot burned for two days.", True),
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
