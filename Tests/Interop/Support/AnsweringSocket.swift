import Foundation
import Synchronization

/// An agent that says what it is told to: a server of HTTP on the control socket of a folder, for what cannot be brought
/// about with a real one.
final class AnsweringSocket: Sendable {
    /// An answer.
    struct Answer: Sendable {
        var status = 200
        var body: [UInt8] = []
    }

    private let socket: Int32
    private let answers: [String: Answer]
    private let asked = Mutex<[String]>([])

    /// Answers in this folder; the keys are such as `GET /api/v1/lan`.
    private init(_ folder: String, _ answers: [String: Answer]) throws {
        self.answers = answers
        socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0, Self.bind(socket, folder + "/control.sock"), listen(socket, 8) == 0 else {
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        }
    }

    /// The requests that came, in order.
    var requests: [String] { asked.withLock(\.self) }

    /// Runs `body` with a folder in which these answers are given.
    static func run<Value>(
        _ answers: [String: Answer], _ body: (String, AnsweringSocket) async throws -> Value
    ) async throws -> Value {
        try await withFolder { folder in
            let server = try AnsweringSocket(folder, answers)
            let ended = DispatchSemaphore(value: 0)
            Thread.detachNewThread {
                server.serve()
                ended.signal()
            }
            defer {
                shutdown(server.socket, Int32(SHUT_RDWR))
                ended.wait()
                close(server.socket)
            }
            return try await body(folder, server)
        }
    }

    private func serve() {
        while true {
            let client = accept(socket, nil, nil)
            guard client >= 0 else { return }
            answer(client)
            close(client)
        }
    }

    private func answer(_ client: Int32) {
        var head: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while !String(decoding: head, as: UTF8.self).contains("\r\n\r\n") {
            let count = recv(client, &buffer, buffer.count, 0)
            guard count > 0, head.count < 65_536 else { return }
            head += buffer.prefix(count)
        }
        let words = String(decoding: head, as: UTF8.self).prefix { $0 != "\r\n" }.split(separator: " ")
        let key = words.prefix(2).joined(separator: " ")
        asked.withLock { $0.append(key) }
        let missing = #"{"status":404,"title":"Not found","detail":"nothing is told for \#(key)"}"#
        let answer = answers[key] ?? Answer(status: 404, body: Array(missing.utf8))
        let lines = [
            "HTTP/1.1 \(answer.status) X", "Content-Type: application/json", "Content-Length: \(answer.body.count)",
            "Connection: close", "", "",
        ]
        let octets = Array(lines.joined(separator: "\r\n").utf8) + answer.body
        _ = send(client, octets, octets.count, Int32(MSG_NOSIGNAL))
    }

    private static func bind(_ socket: Int32, _ path: String) -> Bool {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let name = Array(path.utf8)
        guard name.count < MemoryLayout.size(ofValue: address.sun_path) else { return false }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.bind(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
    }
}
