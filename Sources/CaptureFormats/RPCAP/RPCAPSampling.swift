/// The payload of SETSAMPLING_REQ: a method, zeros and a value, eight octets.
public struct RPCAPSampling: Hashable, Sendable {
    /// 0 for all packets, 1 for one in so many, 2 for the first after so many milliseconds.
    public var method: UInt8
    /// How many.
    public var value: UInt32

    /// Makes a request from what the wire has.
    public init(method: UInt8, value: UInt32) {
        self.method = method
        self.value = value
    }

    /// Makes a request.
    public init(_ sampling: PacketSampling) {
        switch sampling {
        case .all: self.init(method: 0, value: 0)
        case .oneIn(let count): self.init(method: 1, value: count)
        case .firstAfter(let milliseconds): self.init(method: 2, value: milliseconds)
        }
    }

    /// What is asked for; `nil` for a method that is not known.
    ///
    /// A value of 0 asks for all packets: libpcap's client sends it on most machines, whatever it was told.
    public var sampling: PacketSampling? {
        switch method {
        case 0: .all
        case 1: value <= 1 ? .all : .oneIn(count: value)
        case 2: value == 0 ? .all : .firstAfter(milliseconds: value)
        default: nil
        }
    }

    /// Reads the payload.
    init(_ reader: inout OctetReader, in bytes: Span<UInt8>) throws(CaptureFormatError) {
        method = try reader.uint8(in: bytes)
        try reader.skip(3)
        value = try reader.uint32(in: bytes)
    }

    /// Appends the payload.
    func append(to octets: inout [UInt8]) {
        octets += [method, 0, 0, 0]
        octets.append(big: value)
    }
}
