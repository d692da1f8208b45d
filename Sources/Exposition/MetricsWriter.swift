/// Writes metric families as text, straight into one buffer of octets.
public struct MetricsWriter {
    /// The format written.
    public let format: ExpositionFormat
    private(set) var bytes: [UInt8] = []
    private var name: [UInt8] = []

    /// Makes a writer that expects to write about `capacity` octets.
    public init(format: ExpositionFormat, capacity: Int) {
        self.format = format
        bytes.reserveCapacity(capacity)
    }

    /// Begins a family: its HELP, TYPE and, in OpenMetrics, UNIT lines.
    public mutating func begin(_ family: MetricFamily) {
        name = Array(family.sampleName.utf8)
        let described = format == .openMetrics ? family.name : family.sampleName
        let kind =
            switch family.kind {
            case .counter: "counter"
            case .histogram: "histogram"
            case .info where format == .openMetrics: "info"
            case .gauge, .info: "gauge"
            }
        text("# HELP \(described) ")
        escape(family.help, quotes: format == .openMetrics)
        text("\n# TYPE \(described) \(kind)\n")
        if format == .openMetrics, let unit = family.unit { text("# UNIT \(described) \(unit)\n") }
    }

    /// One sample of the family begun last. `labels` is what `MetricLabels` made, braces included, or empty.
    @inline(__always)
    public mutating func sample(_ labels: some Collection<UInt8>, _ value: UInt64) {
        bytes.append(contentsOf: name)
        bytes.append(contentsOf: labels)
        bytes.append(UInt8(ascii: " "))
        decimal(value)
        bytes.append(UInt8(ascii: "\n"))
    }

    /// One sample of the family begun last, with a signed value.
    public mutating func sample(_ labels: some Collection<UInt8>, _ value: Int64) {
        bytes.append(contentsOf: name)
        bytes.append(contentsOf: labels)
        bytes.append(UInt8(ascii: " "))
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        decimal(value.magnitude)
        bytes.append(UInt8(ascii: "\n"))
    }

    /// One sample of the family begun last, with a fraction.
    public mutating func sample(_ labels: some Collection<UInt8>, _ value: Double) {
        bytes.append(contentsOf: name)
        bytes.append(contentsOf: labels)
        bytes.append(UInt8(ascii: " "))
        text(value.isNaN ? "NaN" : value == .infinity ? "+Inf" : value == -.infinity ? "-Inf" : "\(value)")
        bytes.append(UInt8(ascii: "\n"))
    }

    /// One sample in seconds from milliseconds, exact.
    @inline(__always)
    public mutating func sample(_ labels: some Collection<UInt8>, milliseconds: Int64) {
        bytes.append(contentsOf: name)
        bytes.append(contentsOf: labels)
        bytes.append(UInt8(ascii: " "))
        if milliseconds < 0 { bytes.append(UInt8(ascii: "-")) }
        decimal(milliseconds.magnitude / 1000)
        let rest = milliseconds.magnitude % 1000
        if rest != 0 {
            bytes.append(UInt8(ascii: "."))
            bytes.append(UInt8(ascii: "0") + UInt8(rest / 100))
            bytes.append(UInt8(ascii: "0") + UInt8(rest / 10 % 10))
            bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
        }
        bytes.append(UInt8(ascii: "\n"))
    }

    /// One histogram of the family begun last: `buckets` counts what fell below each of `bounds` and not below the one
    /// before, and at its end what was above all.
    public mutating func histogram(
        _ labels: [(name: String, value: String)], bounds: [Double], buckets: [UInt64], sum: Double
    ) {
        let family = name
        var count: UInt64 = 0
        name = family + Array("_bucket".utf8)
        for (position, bucket) in buckets.enumerated() {
            count += bucket
            var list = MetricLabels(capacity: 1)
            list.add(labels + [("le", position < bounds.count ? "\(bounds[position])" : "+Inf")])
            sample(list[0], count)
        }
        var list = MetricLabels(capacity: 1)
        list.add(labels)
        name = family + Array("_sum".utf8)
        sample(list[0], sum)
        name = family + Array("_count".utf8)
        sample(list[0], count)
        name = family
    }

    /// A family with one sample without labels.
    public mutating func single(_ family: MetricFamily, _ value: UInt64) {
        begin(family)
        sample([], value)
    }

    /// Ends the page and gives its octets.
    public consuming func finished() -> [UInt8] {
        if format == .openMetrics { text("# EOF\n") }
        return bytes
    }

    private mutating func decimal(_ value: UInt64) {
        if value < 10 {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value))
            return
        }
        var rest = value
        let start = bytes.count
        while rest > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        }
        bytes[start...].reverse()
    }

    private mutating func text(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func escape(_ text: String, quotes: Bool) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\\"): bytes += [byte, byte]
            case UInt8(ascii: "\n"): bytes += Array("\\n".utf8)
            case UInt8(ascii: "\"") where quotes: bytes += Array("\\\"".utf8)
            default: bytes.append(byte)
            }
        }
    }
}
