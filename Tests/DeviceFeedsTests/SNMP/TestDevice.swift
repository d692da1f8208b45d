import Foundation
import NetworkValues
import Synchronization

/// A socket of UDP on 127.0.0.1 that says what a test wants: not a real device.
final class TestDevice: Sendable {
    let port: UInt16
    private let descriptor: Int32
    private let seen = Mutex<[[UInt8]]>([])
    private let ended = DispatchSemaphore(value: 0)

    /// Answers each datagram with what `handler` returns.
    init(_ handler: @escaping @Sendable (_ datagram: [UInt8], _ source: UInt16) -> [[UInt8]]) {
        descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        var room: Int32 = 1 << 20
        setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &room, 4)
        port = Self.bindToLoopback(descriptor)
        Thread.detachNewThread { [self] in serve(handler) }
    }

    /// Answers each question.
    static func answering(_ handler: @escaping @Sendable (TestRequest) -> [UInt8]?) -> TestDevice {
        TestDevice { datagram, _ in TestRequest(datagram).flatMap(handler).map { [$0] } ?? [] }
    }

    /// What came so far.
    var datagrams: [[UInt8]] { seen.withLock { $0 } }
    var requests: [TestRequest] { datagrams.compactMap(TestRequest.init) }

    /// Sends a datagram from its port.
    func send(_ octets: [UInt8], to port: UInt16) { Self.send(octets, from: descriptor, to: port) }

    /// Ends it; it must be called.
    func close() {
        Self.send([0], from: descriptor, to: port)
        ended.wait()
        Foundation.close(descriptor)
    }

    private func serve(_ handler: (_ datagram: [UInt8], _ source: UInt16) -> [[UInt8]]) {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            var source = sockaddr_in()
            var length = socklen_t(MemoryLayout<sockaddr_in>.size)
            let count = withUnsafeMutablePointer(to: &source) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    recvfrom(descriptor, &buffer, buffer.count, 0, $0, &length)
                }
            }
            guard count != 1 else { break }
            guard count > 0 else { continue }
            let datagram = Array(buffer.prefix(count))
            seen.withLock { $0.append(datagram) }
            let port = UInt16(bigEndian: source.sin_port)
            for answer in handler(datagram, port) { Self.send(answer, from: descriptor, to: port) }
        }
        ended.signal()
    }

    // MARK: Sockets

    static func address(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        return address
    }

    static func send(_ octets: [UInt8], from descriptor: Int32, to port: UInt16) {
        var target = address(port)
        _ = withUnsafePointer(to: &target) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                sendto(descriptor, octets, octets.count, 0, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    /// Sends datagrams from a socket of its own.
    static func send(_ datagrams: [[UInt8]], to port: UInt16) {
        let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        for datagram in datagrams { send(datagram, from: descriptor, to: port) }
        Foundation.close(descriptor)
    }

    /// Binds to a free port, which is returned.
    static func bindToLoopback(_ descriptor: Int32) -> UInt16 {
        var bound = address(0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        return withUnsafeMutablePointer(to: &bound) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(descriptor, $0, length)
                _ = getsockname(descriptor, $0, &length)
            }
            return UInt16(bigEndian: $0.pointee.sin_port)
        }
    }
}

/// A UDP port of 127.0.0.1 on which nobody answers, held as long as this lives.
final class SilentPort: Sendable {
    let port: UInt16
    private let descriptor: Int32

    init() {
        descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        port = TestDevice.bindToLoopback(descriptor)
    }

    deinit { Foundation.close(descriptor) }
}
