import Synchronization

/// How far a report that is being made has come.
public struct ReportProgress: Codable, Hashable, Sendable {
    /// What is being done.
    public enum Phase: String, Codable, Hashable, Sendable, CaseIterable {
        /// The stores and services are asked.
        case gathering
        /// The page is written.
        case page
        /// The tables are written.
        case tables
        /// The journal's last day is written.
        case journal
        /// The files are packed.
        case packing
    }

    /// What is being done.
    public var phase: Phase
    /// The share of the whole that is done, 0 to 1.
    public var share: Double

    /// Nothing is done yet.
    public static let beginning = ReportProgress(phase: .gathering, share: 0)

    /// Makes a progress.
    public init(phase: Phase, share: Double) {
        self.phase = phase
        self.share = share
    }

    /// Where `share` of a phase stands in the whole. Most of the time goes into the journal and into packing.
    init(_ phase: Phase, done share: Double) {
        let range: ClosedRange<Double> =
            switch phase {
            case .gathering: 0...0.02
            case .page: 0.02...0.3
            case .tables: 0.3...0.45
            case .journal: 0.45...0.75
            case .packing: 0.75...1
            }
        self.phase = phase
        self.share = range.lowerBound + (range.upperBound - range.lowerBound) * min(1, max(0, share))
    }
}
