import NetworkValues
import Synchronization
import WebClient

/// The ends of the connections to the server, which captures leave out: else each packet to it would be captured and make
/// another one.
final class FarEnds: Sendable {
    /// The most addresses that are kept of a server whose name leads to ever new ones.
    static let limit = 64

    private let own: OwnTraffic
    private let host: String
    private let port: UInt16
    private let resolve: @Sendable (String) async throws -> [IPAddress]
    private let ends = Mutex<[FlowEnd]>([])

    init(_ url: WebURL, _ own: OwnTraffic, resolve: @escaping @Sendable (String) async throws -> [IPAddress]) {
        self.own = own
        host = url.host
        port = UInt16(clamping: url.port)
        self.resolve = resolve
    }

    deinit { for end in ends.withLock({ $0 }) { own.remove(end) } }

    /// Looks up the server before a connection is made, so that the first packet of that is left out, too.
    func lookUp() async throws {
        let port = port
        for end in try await resolve(host).map({ FlowEnd($0.unmapped, port) }) { add(end) }
    }

    private func add(_ end: FlowEnd) {
        let (isNew, old) = ends.withLock { ends -> (Bool, FlowEnd?) in
            guard !ends.contains(end) else { return (false, nil) }
            ends.append(end)
            return (true, ends.count > Self.limit ? ends.removeFirst() : nil)
        }
        if isNew { own.add(end) }
        if let old { own.remove(old) }
    }
}
