import Foundation
import Testing

/// A TCP connection that sends text, as a device that logs does.
final class LineSender: Sendable {
    private let socket: Int32

    /// Connects to a port of the loopback interface.
    init(port: UInt16) throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try #require(result == 0, "cannot connect to port \(port): \(String(cString: strerror(errno)))")
    }

    deinit { close() }

    /// Sends all of a text.
    func send(_ text: String) throws {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            try #require(count > 0, "the connection broke: \(String(cString: strerror(errno)))")
            rest = rest.dropFirst(count)
        }
    }

    /// Ends the connection.
    func close() {
        _ = Glibc.shutdown(socket, Int32(SHUT_WR))
    }
}
