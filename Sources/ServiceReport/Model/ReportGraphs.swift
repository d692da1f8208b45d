import History
import NetworkValues
import Performance

/// The graphs of a report.
struct ReportGraphs {
    /// Those that are shown of a week, too.
    static let ofWeek: Set<String> = ["cpu", "mem", "calls"]
    /// Graphs of the network's interfaces and the like that are shown.
    static let limit = 24

    /// Steps that a graph has at least, when there are so many: as many as the picture is wide.
    static let steps = 860

    private let history: History
    private let maker: GraphMaker
    private let end: Timestamp

    init(_ history: History, at time: Timestamp) {
        self.history = history
        maker = GraphMaker(history)
        end = max(time, history.lastRow?.adding(seconds: 10) ?? time)
    }

    /// The names of all graphs.
    var names: [String] { Array(maker.names.prefix(Self.limit)) }

    /// A graph of the last 24 hours.
    func day(_ name: String) throws(ReportError) -> Graph? { try graph(name, hours: 24) }

    /// A graph of the last 7 days.
    func week(_ name: String) throws(ReportError) -> Graph? { try graph(name, hours: 7 * 24) }

    private func graph(_ name: String, hours: Int64) throws(ReportError) -> Graph? {
        do throws(HistoryError) {
            // A day of one radio in the finest tier is a third of a megabyte.
            let start = end.adding(seconds: -hours * 3600)
            let tier = history.tier(from: start, to: end, steps: Self.steps)
            return try maker.graph(name, from: start, to: end, tier: tier)
        } catch {
            throw ReportError(.source, "the graph \(name) cannot be made: \(error)")
        }
    }
}
