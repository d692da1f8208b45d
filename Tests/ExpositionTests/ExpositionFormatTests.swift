import Exposition
import Testing

@Suite struct `The format of the metrics page` {
    @Test(arguments: [
        (nil, ExpositionFormat.prometheusText), ("*/*", .prometheusText), ("text/html", .prometheusText),
        ("application/openmetrics-text; version=1.0.0", .openMetrics),
        (
            "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
            .openMetrics
        ),
        ("application/openmetrics-text;version=2.0.0", .prometheusText),
        ("application/openmetrics-text;q=0.3, text/plain;q=0.9", .prometheusText),
        ("text/plain;version=0.0.4, application/openmetrics-text;q=0", .prometheusText),
    ])
    func `follows the Accept header`(accept: String?, expected: ExpositionFormat) {
        #expect(ExpositionFormat.negotiated(accept: accept) == expected)
    }

    @Test(arguments: [
        (nil, false), ("gzip", true), ("deflate, gzip;q=0.5", true), ("gzip;q=0", false), ("identity", false),
        ("*", true), ("gzip;q=0, *", false), ("*, gzip;q=0", false), ("*;q=0, gzip", true), ("", false),
    ])
    func `is compressed only for who accepts it`(header: String?, expected: Bool) {
        #expect(acceptsGzip(header) == expected)
    }
}

@Suite struct `The metrics writer` {
    static let plain = MetricFamily("demo_things", .gauge, "Things, with a \\ and a\nline.")
    static let counter = MetricFamily("demo_seconds", .counter, unit: "seconds", "Time.")
    static let info = MetricFamily("demo", .info, "What it is.")

    @Test func `writes the Prometheus text format`() {
        var writer = MetricsWriter(format: .prometheusText, capacity: 0)
        writer.begin(Self.plain)
        writer.sample(MetricLabels.one(("name", "a\"b\\c\nd")), UInt64(12_345))
        writer.sample([], Int64(-71))
        writer.begin(Self.counter)
        writer.sample([], milliseconds: 1_005)
        writer.sample([], milliseconds: 7_000)
        writer.begin(Self.info)
        writer.sample([], 0.25)
        writer.sample([], Double.infinity)
        #expect(
            String(decoding: writer.finished(), as: UTF8.self) == #"""
                # HELP demo_things Things, with a \\ and a\nline.
                # TYPE demo_things gauge
                demo_things{name="a\"b\\c\nd"} 12345
                demo_things -71
                # HELP demo_seconds_total Time.
                # TYPE demo_seconds_total counter
                demo_seconds_total 1.005
                demo_seconds_total 7
                # HELP demo_info What it is.
                # TYPE demo_info gauge
                demo_info 0.25
                demo_info +Inf

                """#)
    }

    @Test func `writes OpenMetrics`() {
        var writer = MetricsWriter(format: .openMetrics, capacity: 0)
        writer.single(Self.counter, 7)
        writer.begin(Self.info)
        writer.sample([], UInt64(1))
        #expect(
            String(decoding: writer.finished(), as: UTF8.self) == """
                # HELP demo_seconds Time.
                # TYPE demo_seconds counter
                # UNIT demo_seconds seconds
                demo_seconds_total 7
                # HELP demo What it is.
                # TYPE demo info
                demo_info 1
                # EOF

                """)
    }
}
