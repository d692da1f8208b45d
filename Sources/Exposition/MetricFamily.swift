/// A metric family: what one `# TYPE` line speaks of.
public struct MetricFamily: Sendable, Hashable {
    /// The kinds of metric that the agent exposes.
    public enum Kind: Sendable, Hashable {
        /// A value that goes up and down.
        case gauge
        /// A value that only grows; samples end in `_total`.
        case counter
        /// A constant 1 whose labels say something; samples end in `_info`.
        case info
        /// How often values fell below each of some bounds; samples end in `_bucket`, `_sum` and `_count`.
        case histogram
    }

    /// The family's name without the suffix that its kind adds.
    public let name: String
    /// The kind.
    public let kind: Kind
    /// What the metric says, in one sentence.
    public let help: String
    /// The base unit, with which the name then ends; `nil` for none.
    public let unit: String?

    /// Makes a family.
    public init(_ name: String, _ kind: Kind, unit: String? = nil, _ help: String) {
        self.name = name
        self.kind = kind
        self.help = help
        self.unit = unit
    }

    /// The name that stands in a sample line, and that queries use.
    public var sampleName: String {
        switch kind {
        case .gauge, .histogram: name
        case .counter: name + "_total"
        case .info: name + "_info"
        }
    }
}
