import Glibc
import NetworkValues

/// A connection to a master that never blocks.
final class AgentXSocket {
    /// What the kernel said.
    struct Failure: Error {
        var code: Int32
        var text: String { String(cString: strerror(code)) }
    }

    let descriptor: Int32
    /// Whether the connection stands; else it is being made.
    private(set) var isConnected: Bool

    /// Begins a connection.
    init(to address: AgentXAddress) throws(Failure) {
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        let descriptor = socket(address.family, type, 0)
        guard descriptor >= 0 else { throw Failure(code: errno) }
        let result = address.withSocketAddress { connect(descriptor, $0, $1) }
        let code = errno
        // EAGAIN of a path: the master's queue is full. Nothing would tell when it is not, so that is a failure.
        guard result == 0 || code == EINPROGRESS else {
            close(descriptor)
            throw Failure(code: code)
        }
        self.descriptor = descriptor
        isConnected = result == 0
    }

    deinit {
        close(descriptor)
    }

    /// Looks how making the connection went, once it can be written to.
    func finish() throws(Failure) {
        var code: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        guard getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &length) == 0 else { throw Failure(code: errno) }
        guard code == 0 else { throw Failure(code: code) }
        isConnected = true
    }

    /// Sends what the kernel takes now. Returns the number of octets.
    func send(_ octets: ArraySlice<UInt8>) throws(Failure) -> Int {
        let sent = octets.withUnsafeBytes {
            Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
        }
        if sent >= 0 { return sent }
        guard errno == EAGAIN || errno == EINTR else { throw Failure(code: errno) }
        return 0
    }

    /// Takes what waits, at most `limit` octets. Returns `nil` at the end of the connection.
    func receive(atMost limit: Int) throws(Failure) -> [UInt8]? {
        var code: Int32 = 0
        var isEnd = false
        let octets = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
            let received = recv(descriptor, buffer.baseAddress, limit, Int32(MSG_DONTWAIT))
            count = max(received, 0)
            if received < 0 { code = errno }
            isEnd = received == 0
        }
        if isEnd { return nil }
        guard code == 0 || code == EAGAIN || code == EINTR else { throw Failure(code: code) }
        return octets
    }
}

extension AgentXAddress {
    fileprivate var family: Int32 {
        switch self {
        case .path: AF_UNIX
        case .tcp(.v4, _): AF_INET
        case .tcp(.v6, _): AF_INET6
        }
    }

    fileprivate func withSocketAddress(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        switch self {
        case .path(let path):
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix(Self.maximumPath)) }
            return Self.pointer(to: &address, body)
        case .tcp(.v4(let value), let port):
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            address.sin_addr.s_addr = value.bigEndian
            return Self.pointer(to: &address, body)
        case .tcp(let host, let port):
            var address = sockaddr_in6()
            address.sin6_family = sa_family_t(AF_INET6)
            address.sin6_port = port.bigEndian
            if case .v6(_, _, let zone) = host { address.sin6_scope_id = zone }
            withUnsafeMutableBytes(of: &address.sin6_addr) { $0.copyBytes(from: host.octets) }
            return Self.pointer(to: &address, body)
        }
    }

    private static func pointer<Address>(
        to address: inout Address, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<Address>.size))
            }
        }
    }
}
