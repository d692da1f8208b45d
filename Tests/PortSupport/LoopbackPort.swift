import Foundation
import Synchronization

/// Ports of the loopback interface that nobody uses.
public enum LoopbackPort {
    private static let given = Mutex<Set<UInt16>>([])

    /// A port that is free for UDP and TCP, and is given to nobody else in this process. It lies below those that the kernel
    /// gives away, so that no client's end takes it before its server starts.
    public static func free() throws -> UInt16 {
        for _ in 0..<200 {
            let port = UInt16.random(in: 20_000...32_000)
            guard given.withLock({ $0.insert(port).inserted }) else { continue }
            if canBind(port, Int32(SOCK_DGRAM.rawValue)), canBind(port, Int32(SOCK_STREAM.rawValue)) { return port }
        }
        throw POSIXError(.EADDRINUSE)
    }

    private static func canBind(_ port: UInt16, _ kind: Int32) -> Bool {
        let socket = socket(AF_INET, kind, 0)
        guard socket >= 0 else { return false }
        defer { close(socket) }
        var address = loopback(port)
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    /// Whether somebody listens on a TCP port.
    public static func isOpen(_ port: UInt16) -> Bool {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { return false }
        defer { close(socket) }
        var address = loopback(port)
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    /// Sends a datagram to a port and waits for one back, at most so long.
    public static func exchange(_ datagram: [UInt8], with port: UInt16, milliseconds: Int) -> [UInt8]? {
        let socket = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        guard socket >= 0 else { return nil }
        defer { close(socket) }
        var limit = timeval(tv_sec: milliseconds / 1000, tv_usec: milliseconds % 1000 * 1000)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var address = loopback(port)
        let isConnected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isConnected, send(socket, datagram, datagram.count, 0) == datagram.count else { return nil }
        var answer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(socket, &answer, answer.count, 0)
        return count > 0 ? Array(answer.prefix(count)) : nil
    }

    private static func loopback(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        return address
    }
}
