import Glibc
import NetworkValues

/// A UDP socket connected to one receiver, so that the network's refusals (ICMP) come back to it.
final class TrapSocket: Sendable {
    /// Why a datagram could not be sent, or was refused.
    struct Failure: Error, Hashable, Sendable {
        /// The system's error number.
        var code: Int32

        /// Whether the same datagram might go through later.
        var isTemporary: Bool {
            code != EMSGSIZE && code != EINVAL && code != EAFNOSUPPORT && code != EACCES && code != EPERM
        }

        /// Whether the kernel has no room for a datagram just now.
        var isFull: Bool { code == EAGAIN || code == ENOBUFS }

        /// What happened, for people.
        var text: String {
            switch code {
            case ECONNREFUSED: "the receiver does not listen"
            case EHOSTUNREACH: "the receiver cannot be reached"
            case ENETUNREACH: "there is no route to the receiver"
            case ENETDOWN: "the network is down"
            case EMSGSIZE: "the notification is too long"
            default: String(cString: strerror(code))
            }
        }
    }

    let descriptor: Int32

    /// Opens a socket to a receiver.
    init(to address: IPAddress, port: UInt16) throws(Failure) {
        let target = address.unmapped
        var family = AF_INET6
        if case .v4 = target { family = AF_INET }
        let type = Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        descriptor = socket(family, type, 0)
        guard descriptor >= 0 else { throw Failure(code: errno) }
        let result = Self.withSocketAddress(target, port) { connect(descriptor, $0, $1) }
        if result != 0 {
            let failure = Failure(code: errno)
            close(descriptor)
            throw failure
        }
    }

    deinit {
        close(descriptor)
    }

    /// Sends a datagram. An earlier datagram's refusal is reported here too, and then this one was not sent.
    func send(_ octets: [UInt8]) throws(Failure) {
        while true {
            let sent = octets.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if sent >= 0 { return }
            if errno != EINTR { throw Failure(code: errno) }
        }
    }

    /// The next datagram that came from the receiver, of at most `limit` octets; `nil` when there is none. Throws the
    /// refusal of an earlier datagram.
    func receive(limit: Int) throws(Failure) -> [UInt8]? {
        while true {
            let (octets, code) = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: limit) {
                room -> ([UInt8]?, Int32) in
                let count = recv(descriptor, room.baseAddress, room.count, Int32(MSG_DONTWAIT))
                return count >= 0 ? (Array(room[..<count]), 0) : (nil, errno)
            }
            if let octets { return octets }
            if code == EAGAIN { return nil }
            if code != EINTR { throw Failure(code: code) }
        }
    }

    /// The refusal of an earlier datagram, told once; `nil` for none.
    func takeRefusal() -> Failure? {
        var code: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        guard getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &length) == 0, code != 0 else { return nil }
        return Failure(code: code)
    }

    /// The host's own IPv4 address toward the receiver (the agent-addr of a Trap-PDU, RFC 1157 4.1.6); 0 over IPv6.
    var localIPv4: UInt32 {
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
        }
        guard result == 0, Int32(address.sin_family) == AF_INET else { return 0 }
        return UInt32(bigEndian: address.sin_addr.s_addr)
    }

    private static func withSocketAddress(
        _ address: IPAddress, _ port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        switch address {
        case .v4(let value):
            var socketAddress = sockaddr_in()
            socketAddress.sin_family = sa_family_t(AF_INET)
            socketAddress.sin_port = port.bigEndian
            socketAddress.sin_addr.s_addr = value.bigEndian
            return withUnsafePointer(to: &socketAddress) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
        case .v6(_, _, let zone):
            var socketAddress = sockaddr_in6()
            socketAddress.sin6_family = sa_family_t(AF_INET6)
            socketAddress.sin6_port = port.bigEndian
            socketAddress.sin6_scope_id = zone
            withUnsafeMutableBytes(of: &socketAddress.sin6_addr) { $0.copyBytes(from: address.octets) }
            return withUnsafePointer(to: &socketAddress) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    body($0, socklen_t(MemoryLayout<sockaddr_in6>.size))
                }
            }
        }
    }
}
