import Glibc

/// Sends datagrams to itself over the loopback interface.
final class NumberedDatagrams {
    private let descriptor: Int32
    /// The port that they come from and go to.
    let port: UInt16

    init() {
        descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = descriptor
        let port = withUnsafeMutablePointer(to: &address) { pointer -> UInt16 in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, length)
                getsockname(descriptor, address, &length)
                connect(descriptor, address, length)
            }
            return UInt16(bigEndian: pointer.pointee.sin_port)
        }
        self.port = port
    }

    deinit { close(descriptor) }

    /// Sends so many datagrams of so many octets, the first four of which are their number.
    func send(_ numbers: Range<Int>, octets: Int = 64) {
        var content = [UInt8](repeating: 0x55, count: max(4, octets))
        for number in numbers {
            for place in 0..<4 { content[place] = UInt8(truncatingIfNeeded: number >> (24 - 8 * place)) }
            _ = Glibc.send(descriptor, content, content.count, 0)
        }
    }
}
