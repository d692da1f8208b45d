import Glibc
import LinkLayer
import NetworkValues
import Threads

/// What went otherwise than expected where `#expect` does not reach: on a thread of its own.
struct Unexpected: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// A network namespace of its own, for as long as one thread lives.
enum Namespace {
    /// Why there is none here; `nil` when there is.
    static let refusal: String? = {
        guard access("/usr/sbin/ip", X_OK) == 0 else { return "ip of iproute2 is not installed" }
        return geteuid() == 0 ? nil : "network namespaces need root"
    }()

    /// Runs `body` in a new namespace.
    static func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Value, any Error>) in
            let thread = SystemThread(name: "namespace") {
                continuation.resume(
                    with: Result {
                        try leave()
                        try ip("link set lo up")
                        return try body()
                    })
            }
            if thread == nil { continuation.resume(throwing: Unexpected("no thread")) }
        }
    }

    /// Swift's Glibc has no unshare.
    private static func leave() throws {
        typealias Unshare = @convention(c) (CInt) -> CInt
        guard let symbol = dlsym(nil, "unshare") else { throw Unexpected("no unshare") }
        let unshare = unsafeBitCast(symbol, to: Unshare.self)
        guard unshare(0x4000_0000) == 0 else { throw Unexpected("unshare: \(errno)") }
    }

    /// Runs `ip` with words in the namespace of the calling thread.
    static func ip(_ words: String) throws {
        let result = try tryIP(words)
        guard result == 0 else { throw Unexpected("ip \(words): exit status \(result)") }
    }

    /// Runs `ip`; returns its exit status.
    static func tryIP(_ words: String) throws -> Int32 {
        try tryIP(words.split(separator: " ").map(String.init))
    }

    private static func tryIP(_ words: [String]) throws -> Int32 {
        var arguments = (["ip"] + words).map { strdup($0) as UnsafeMutablePointer<CChar>? }
        defer { for argument in arguments { free(argument) } }
        arguments.append(nil)
        var process: pid_t = 0
        guard posix_spawn(&process, "/usr/sbin/ip", nil, nil, arguments, environ) == 0 else {
            throw Unexpected("ip cannot be started")
        }
        var status: Int32 = 0
        guard waitpid(process, &status, 0) == process else { throw Unexpected("ip was lost") }
        return status >> 8 & 0xff
    }

    /// Runs many lines with `ip -batch`.
    static func batch(_ lines: [String]) throws {
        var name = Array("/tmp/ipdect-batch-XXXXXX".utf8CString)
        let file = mkstemp(&name)
        guard file >= 0 else { throw Unexpected("no file") }
        let path = String(decoding: name.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        defer { unlink(path) }
        let text = Array((lines.joined(separator: "\n") + "\n").utf8)
        guard write(file, text, text.count) == text.count, close(file) == 0 else { throw Unexpected("not written") }
        try ip("-batch \(path)")
    }

    /// The time by a steady clock.
    static var now: Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    /// Takes what a socket tells until `isEnough`. Returns all of it; throws when it does not come within 30 seconds.
    @discardableResult
    static func take(
        _ socket: RouteSocket, _ what: String, until isEnough: ([RouteChange]) -> Bool
    ) throws -> [RouteChange] {
        let end = now.adding(seconds: 30)
        var all: [RouteChange] = []
        while now < end {
            all += socket.receive(now: now)
            if isEnough(all) { return all }
            let wait = socket.deadline.map { max(0, min(1000, $0.milliseconds(since: now))) } ?? 1000
            var waiting = pollfd(fd: socket.descriptor, events: Int16(POLLIN), revents: 0)
            _ = poll(&waiting, 1, Int32(wait))
        }
        throw Unexpected("expected \(what), found \(all.suffix(5)) of \(all.count)")
    }

    /// A socket whose table is complete.
    static func socket() throws -> RouteSocket {
        let socket = try RouteSocket(now: now)
        try take(socket, "a complete table") { $0.contains(.complete) }
        return socket
    }
}
