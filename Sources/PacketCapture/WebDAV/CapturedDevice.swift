import Glibc
import NetworkValues

/// The interface that is captured, and the address by which its files are named.
struct CapturedDevice: Hashable, Sendable {
    /// The interface's name.
    var interface: String
    /// Its hardware address; for `any` that of the first interface that is up, and zeros when there is none.
    var address: MACAddress

    /// Finds an interface; `nil` stands for the first that is up and not the host talking to itself. Throws
    /// `CaptureError` when there is none.
    init(_ wanted: String?) throws(CaptureError) {
        let first = try CaptureInterface.all().first { $0.isUp && !$0.isLoopback && $0.name != "any" }
        guard let name = wanted ?? first?.name else {
            throw CaptureError(.noInterface, "expected an interface that is up, and there is none; set /interface")
        }
        interface = name
        address = Self.address(of: name) ?? first.flatMap { Self.address(of: $0.name) } ?? MACAddress(rawValue: 0)
    }

    private static func address(of interface: String) -> MACAddress? {
        guard !interface.contains("/") else { return nil }
        let descriptor = open("/sys/class/net/\(interface)/address", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        let text = [UInt8](unsafeUninitializedCapacity: 17) { memory, count in
            count = max(0, read(descriptor, memory.baseAddress, 17))
        }
        return MACAddress(String(decoding: text, as: UTF8.self))
    }
}
