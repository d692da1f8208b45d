/// The number of a series in one history. It is never used again for another one.
public struct SeriesID: RawRepresentable, Hashable, Comparable, Sendable {
    /// The number, from 1.
    public let rawValue: UInt32

    /// Makes an identifier of a number.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Orders by number.
    public static func < (left: SeriesID, right: SeriesID) -> Bool { left.rawValue < right.rawValue }
}

/// What a series is.
public struct SeriesDescription: Hashable, Sendable {
    /// What its values mean.
    public enum Kind: UInt8, Sendable {
        /// A value that goes up and down.
        case gauge = 0
        /// A count that only grows; it begins anew when who counts is restarted.
        case counter = 1
    }

    /// The longest name in octets.
    public static let nameLimit = 1024

    /// Its identity, as a line of a metrics page has it: `ipdect_radio_calls{radio="R1"}`.
    public var name: String
    /// What its values mean.
    public var kind: Kind
    /// Values are kept as whole multiples of one over this, such as 10 for one decimal place.
    public var unitsPerOne: Int64

    /// Makes a description.
    public init(name: String, kind: Kind, unitsPerOne: Int64) {
        self.name = name
        self.kind = kind
        self.unitsPerOne = max(1, min(unitsPerOne, 1_000_000_000))
    }

    /// Values as they are kept; beyond this they are cut.
    static let largest: Int64 = 1 << 53

    /// The value as it is kept; `nil` for one that is no number.
    func units(_ value: Double) -> Int64? {
        guard !value.isNaN else { return nil }
        let scaled = (value * Double(unitsPerOne)).rounded()
        return Int64(min(max(scaled, -Double(Self.largest)), Double(Self.largest)))
    }

    /// The value that was kept.
    func value(_ units: Int64) -> Double { Double(units) / Double(unitsPerOne) }

    /// Units for one in the coarser tiers: a counter's rates a second are kept in thousandths, or finer as its values are.
    var aggregateUnits: Int64 { kind == .counter ? max(1000, unitsPerOne) : unitsPerOne }
}

/// A value of a series at the time of a row.
public struct HistorySample: Sendable {
    /// The series.
    public var series: SeriesID
    /// The value; NaN for none.
    public var value: Double

    /// Makes a sample.
    public init(series: SeriesID, value: Double) {
        self.series = series
        self.value = value
    }
}
