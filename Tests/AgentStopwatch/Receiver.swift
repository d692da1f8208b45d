import Dispatch
import Glibc

/// A UDP socket on loopback that tells when a datagram came.
final class Receiver: Sendable {
    /// Its port.
    let port: UInt16
    private let descriptor: Int32
    private let queue = DispatchQueue(label: "receiver", qos: .userInteractive)

    init() throws(ReceiverFailure) {
        let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        self.descriptor = descriptor
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard isBound else { throw ReceiverFailure() }
        port = UInt16(bigEndian: address.sin_port)
        var limit = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit {
        close(descriptor)
    }

    /// Waits for the next datagram and returns when it came.
    @discardableResult
    func next() async throws -> ContinuousClock.Instant {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { [descriptor] in
                var room = [UInt8](repeating: 0, count: 2048)
                let count = recv(descriptor, &room, room.count, 0)
                let arrival = ContinuousClock.now
                continuation.resume(with: count > 0 ? .success(arrival) : .failure(ReceiverFailure()))
            }
        }
    }
}

/// Nothing came, or nothing can come.
struct ReceiverFailure: Error, CustomStringConvertible {
    let description = "no datagram came within 10 s"
}
