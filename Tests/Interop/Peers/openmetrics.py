"""Reads an exposition from standard input with the parser of prometheus_client; prints the number of families and
samples. `openmetrics` uses the strict parser of OpenMetrics, `text` that of the Prometheus text format."""
import sys

if sys.argv[1] == "openmetrics":
    from prometheus_client.openmetrics.parser import text_string_to_metric_families
else:
    from prometheus_client.parser import text_string_to_metric_families

families = list(text_string_to_metric_families(sys.stdin.read()))
print(len(families), sum(len(family.samples) for family in families))
