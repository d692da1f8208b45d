import Foundation
import HTTPTypes
public import Hummingbird
import NIOCore
public import Snapshot
public import WebServer

/// `GET /api/v1/live`: a server-sent event whenever the system changed, at most one in some seconds (HTML standard 9.2).
/// A reader who is slow misses events, never the newest; a comment now and then shows that the connection lives.
public struct LiveRoute: WebRoute {
    /// The most readers at once; more are told to come back.
    public static let readerLimit = 200

    private let store: SnapshotStore
    private let overview: @Sendable () async -> OverviewView
    private let interval: Duration
    private let readers = ReaderCount(limit: Self.readerLimit)

    /// Makes the route over the snapshots and what is told of one; `interval` is the least time between two events.
    public init(
        _ store: SnapshotStore, interval: Duration = .seconds(5), overview: @escaping @Sendable () async -> OverviewView
    ) {
        self.store = store
        self.overview = overview
        self.interval = interval
    }

    /// Adds the route to a router.
    public func add(to router: Router<WebContext>) {
        router.get("api/v1/live") { _, _ in
            guard let seat = readers.seat() else {
                throw HTTPError(
                    .serviceUnavailable, headers: [.retryAfter: "30"],
                    message: "\(Self.readerLimit) readers follow the system already")
            }
            return Response(
                status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
                body: .init { writer in
                    defer { withExtendedLifetime(seat) {} }
                    try await writer.write(ByteBuffer(string: "retry: 5000\n\n"))
                    for await number in store.changes() {
                        try await writer.write(try Self.event(LiveView(await overview(), number)))
                        try await Task.sleep(for: interval)
                    }
                    try await writer.finish(nil)
                })
        }
    }

    private static func event(_ view: LiveView) throws -> ByteBuffer {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var buffer = ByteBuffer(string: "event: state\ndata: ")
        buffer.writeBytes(try encoder.encode(view))
        buffer.writeString("\n\n")
        return buffer
    }
}

/// What an event of `GET /api/v1/live` tells.
public struct LiveView: Codable, Sendable, Equatable {
    /// The number of the snapshot.
    public var number: UInt64
    /// When it was made, RFC 3339.
    public var time: String
    /// ok, warning, error or critical.
    public var health: String
    /// Alarms that stand.
    public var alarms: Int
    /// Calls going on.
    public var calls: Int

    init(_ overview: OverviewView, _ number: UInt64) {
        self.number = number
        time = overview.time
        health = overview.health
        alarms = overview.alarms.count
        calls = overview.calls
    }
}
