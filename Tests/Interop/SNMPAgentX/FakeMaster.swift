import Foundation
import SNMPProtocol
import Testing

/// A socket that takes subagents' connections, reads their Open, and says what a test wants.
final class FakeMaster: Sendable {
    private let listener: Int32

    /// Listens at a path.
    init(at path: String) throws {
        listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let isListening = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0 && listen(listener, 8) == 0
            }
        }
        guard isListening else { throw POSIXError(.EADDRINUSE) }
        _ = fcntl(listener, F_SETFL, O_NONBLOCK)
    }

    deinit { close(listener) }

    /// Waits for a connection and for the first PDU on it, and sends `answer`. Returns that PDU's type, and whether the
    /// subagent then ended the connection. Nothing is answered when `answer` is empty.
    func serve(_ answer: [UInt8], within seconds: Double = 15) async throws -> (type: AgentXPDUType, isEnded: Bool) {
        let accepted = try await eventually(within: seconds) { () -> Int32? in
            let descriptor = accept(self.listener, nil, nil)
            return descriptor >= 0 ? descriptor : nil
        }
        let peer = try #require(accepted, "nobody came")
        defer { close(peer) }
        _ = fcntl(peer, F_SETFL, O_NONBLOCK)
        let first = try #require(try await Self.read(peer, within: seconds))
        _ = answer.withUnsafeBytes { send(peer, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        let type = try AgentXHeader(first.span).type
        // Its last words may come before the end.
        while let more = try await Self.read(peer, within: seconds) {
            if more.isEmpty { return (type, true) }
        }
        return (type, false)
    }

    /// What comes next; empty at the end of the connection, `nil` when nothing came.
    private static func read(_ peer: Int32, within seconds: Double) async throws -> [UInt8]? {
        try await eventually(within: seconds) { () -> [UInt8]? in
            var room = [UInt8](repeating: 0, count: 65_536)
            let count = recv(peer, &room, room.count, 0)
            if count < 0 { return errno == EAGAIN ? nil : [] }
            return Array(room.prefix(count))
        }
    }
}
