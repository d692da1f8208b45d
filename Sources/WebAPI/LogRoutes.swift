import HTTPTypes
public import Hummingbird
public import Journal
public import LogForwarding
import NIOCore
import NetworkValues
import ServiceLifecycle
public import Snapshot
public import WebServer

/// The log for the command line: `logs` searches it, `logs/follow` shows it as it grows, `logs/topics` has the switches.
///
/// `logs` and `logs/follow` take `topic` (several), `device`, `severity` and `text`; `logs` also `from`, `until`, `before`
/// and `limit`, `logs/follow` also `after`.
public struct LogRoutes: WebRoute {
    /// The most lines of one answer.
    static let limit = 10_000
    /// Time after which a follower that hears nothing gets an empty line: so that one who is gone is noticed.
    static let beat = Duration.seconds(10)

    private let journal: Journal
    private let writer: LogWriter
    private let store: SnapshotStore

    /// Makes the routes over the journal and the writer of the agent's own lines.
    public init(_ journal: Journal, _ writer: LogWriter, _ store: SnapshotStore) {
        self.journal = journal
        self.writer = writer
        self.store = store
    }

    /// Adds the routes to a router.
    public func add(to router: Router<WebContext>) {
        let (journal, writer, store) = (journal, writer, store)
        router.get("api/v1/logs") { request, _ in
            let search = try LogSearch(request, store.current)
            let limit = try request.integer("limit", in: 1...Self.limit, default: 100)
            let before = try request.integer("before", in: 1...Int.max, default: Int.max)
            let last = journal.lastNumber
            // What is appended from now on is for the follower who begins behind `last`.
            let bound = min(UInt64(before), last &+ 1)
            let records = try await journal.search(
                search.query(before: bound, limit: limit, showsAlarms: writer.showsAlarms))
            let names = DeviceNames(store.current)
            return try JSON.response(
                LogPage(
                    records: records.reversed().compactMap { LogView($0, name: names.name) }, last: last,
                    older: records.count == limit ? records.last?.number : nil))
        }
        router.get("api/v1/logs/follow") { request, _ in
            let search = try LogSearch(request, store.current)
            let last = journal.lastNumber
            let after = try request.integer("after", in: 0...Int.max, default: Int(clamping: last))
            let lines = LogFollower(
                journal: journal, store: store, search: search, after: UInt64(after), beat: Self.beat,
                showsAlarms: { writer.showsAlarms })
            return Response(
                status: .ok, headers: [.contentType: "application/x-ndjson"],
                body: .init(asyncSequence: lines.cancelOnGracefulShutdown()))
        }
        router.get("api/v1/logs/topics") { _, _ in
            try JSON.response(writer.status.topics.map { LogTopicView($0) })
        }
    }
}

extension LogWriter {
    /// Whether alarms and events are shown among the lines when nobody asks for certain topics.
    var showsAlarms: Bool { settings.topics.contains(.alarms) }
}
