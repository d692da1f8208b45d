/// A message of remote write 1.0, protobuf by hand: `WriteRequest { repeated TimeSeries timeseries = 1; }`,
/// `TimeSeries { repeated Label labels = 1; repeated Sample samples = 2; }`, `Label { string name = 1, value = 2; }`,
/// `Sample { double value = 1; int64 timestamp = 2; }` (prometheus.io/docs/specs/prw/remote_write_spec).
struct WriteRequest: Sendable {
    /// A value that says that a series has ended.
    static let staleMarker = Double(bitPattern: 0x7ff0_0000_0000_0002)

    /// A series with some samples.
    struct Series: Sendable {
        /// The labels, encoded.
        var labels: [UInt8]
        /// When, in milliseconds of Unix time, in order.
        var times: [Int64]
        /// What, of the same number.
        var values: [Double]
    }

    var series: [Series] = []

    /// Samples of all series.
    var sampleCount: Int { series.reduce(0) { $0 + $1.times.count } }

    /// The message.
    var encoded: [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(series.reduce(0) { $0 + $1.labels.count + 24 + $1.times.count * 22 })
        for series in series {
            var length = series.labels.count
            for time in series.times { length += 2 + Self.sampleLength(time) }
            out.append(0x0a)
            Self.append(UInt64(length), to: &out)
            out += series.labels
            for (time, value) in zip(series.times, series.values) {
                out += [0x12, UInt8(Self.sampleLength(time)), 0x09]
                let bits = value.bitPattern
                for shift in stride(from: UInt64(0), to: 64, by: 8) {
                    out.append(UInt8(truncatingIfNeeded: bits >> shift))
                }
                out.append(0x10)
                Self.append(UInt64(bitPattern: time), to: &out)
            }
        }
        return out
    }

    private static func sampleLength(_ time: Int64) -> Int {
        let bits = 64 - UInt64(bitPattern: time).leadingZeroBitCount
        return 9 + 1 + max(1, (bits + 6) / 7)
    }

    /// Labels as they stand in a series.
    static func encoded(_ labels: [(String, String)]) -> [UInt8] {
        var out: [UInt8] = []
        for (name, value) in labels {
            var label: [UInt8] = []
            for (tag, text) in [(UInt8(0x0a), name), (0x12, value)] {
                label.append(tag)
                append(UInt64(text.utf8.count), to: &label)
                label += text.utf8
            }
            out.append(0x0a)
            append(UInt64(label.count), to: &out)
            out += label
        }
        return out
    }

    private static func append(_ value: UInt64, to out: inout [UInt8]) {
        var rest = value
        while rest >= 0x80 {
            out.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        out.append(UInt8(rest))
    }

    /// Two halves, to find out which of them is at fault; `nil` for a single sample.
    var halves: (WriteRequest, WriteRequest)? {
        if series.count > 1 {
            let middle = series.count / 2
            return (WriteRequest(series: Array(series[..<middle])), WriteRequest(series: Array(series[middle...])))
        }
        guard let only = series.first, only.times.count > 1 else { return nil }
        let middle = only.times.count / 2
        return (
            WriteRequest(series: [
                Series(labels: only.labels, times: Array(only.times[..<middle]), values: Array(only.values[..<middle]))
            ]),
            WriteRequest(series: [
                Series(labels: only.labels, times: Array(only.times[middle...]), values: Array(only.values[middle...]))
            ])
        )
    }

    /// The newest sample of the first series alone.
    var probe: WriteRequest {
        guard let first = series.first, let time = first.times.last, let value = first.values.last else { return self }
        return WriteRequest(series: [Series(labels: first.labels, times: [time], values: [value])])
    }
}
