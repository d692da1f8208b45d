/// Numbers and times as people read them beside a graph.
public enum GraphText {
    /// A value with its unit, in four characters or so: `42 %`, `1.9 GiB`, `12 ms`.
    public static func value(_ value: Double, _ unit: Graph.Unit) -> String {
        switch unit {
        case .ratio: number(value * 100) + " %"
        case .calls: number(value)
        case .bytes: scaled(value, by: 1024, ["B", "KiB", "MiB", "GiB", "TiB"])
        case .bytesPerSecond: scaled(value, by: 1000, ["B/s", "kB/s", "MB/s", "GB/s"])
        case .seconds:
            value >= 1 || value == 0
                ? number(value) + " s"
                : value >= 0.001 ? number(value * 1000) + " ms" : number(value * 1_000_000) + " µs"
        }
    }

    private static func scaled(_ value: Double, by factor: Double, _ units: [String]) -> String {
        var (value, place) = (value, 0)
        while abs(value) >= factor, place < units.count - 1 {
            value /= factor
            place += 1
        }
        return number(value) + " " + units[place]
    }

    /// Three digits that count.
    static func number(_ value: Double) -> String {
        guard value.isFinite else { return "-" }
        let digits = abs(value) >= 100 || value == value.rounded() ? 0 : abs(value) >= 10 ? 1 : 2
        let factor = [1.0, 10, 100][digits]
        let rounded = (value * factor).rounded() / factor
        return rounded == rounded.rounded() && abs(rounded) < 1e15 ? "\(Int64(rounded))" : "\(rounded)"
    }

    /// `13:05` of a time in milliseconds, UTC.
    static func clock(_ milliseconds: Int64) -> String {
        let minutes = milliseconds / 60_000 % 1440
        return two(minutes / 60) + ":" + two(minutes % 60)
    }

    static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// Where marks of time stand: at round times, at most `count` of them.
    static func marks(from: Int64, to: Int64, count: Int) -> [Int64] {
        let minute: Int64 = 60_000
        let steps = [1, 5, 10, 30, 60, 120, 180, 360, 720, 1440, 2880, 10_080, 43_200].map { $0 * minute }
        let step = steps.first { (to - from) / $0 <= Int64(max(1, count)) } ?? steps[steps.count - 1] * 12
        let first = (from + step - 1) / step * step
        return Array(stride(from: first, through: to, by: Int(step)).map { Int64($0) })
    }
}
