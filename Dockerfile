# One image for every Airflow service of the stack: locked dependencies, no root, no compiler.
FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    VIRTUAL_ENV=/opt/venv \
    PATH=/opt/venv/bin:$PATH \
    AIRFLOW_HOME=/opt/airflow \
    AIRFLOW__CORE__DAGS_FOLDER=/opt/teletipo/dags \
    AIRFLOW__CORE__PLUGINS_FOLDER=/opt/teletipo/plugins \
    TELETIPO_SOURCES=/opt/teletipo/sources.yaml \
    TELETIPO_HOME=/var/lib/teletipo

RUN useradd --uid 50000 --create-home --shell /usr/sbin/nologin airflow \
    && install -d -o airflow -g airflow /opt/venv /opt/airflow /opt/airflow/logs /opt/teletipo /var/lib/teletipo

WORKDIR /opt/teletipo
USER 50000

COPY --chown=airflow:airflow requirements/bootstrap.txt requirements/run.txt requirements/
RUN python -m venv /opt/venv \
    && pip install --no-cache-dir --no-deps --require-hashes -r requirements/bootstrap.txt \
    && uv pip sync --no-cache --require-hashes --compile-bytecode requirements/run.txt requirements/bootstrap.txt

COPY --chown=airflow:airflow pyproject.toml README.md LICENSE NOTICE ./
COPY --chown=airflow:airflow include include
RUN uv pip install --no-cache --no-deps --no-build-isolation --editable .

COPY --chown=airflow:airflow dags dags
COPY --chown=airflow:airflow plugins plugins
COPY --chown=airflow:airflow seeds seeds
COPY --chown=airflow:airflow sources.yaml ./

ENTRYPOINT ["airflow"]
CMD ["version"]
