import COpenSSL

/// One block of PEM text (RFC 7468).
struct PEMBlock {
    /// The most blocks that are read of one text.
    static let countLimit = 2000

    /// The label, such as `CERTIFICATE`; empty for a block that cannot be read.
    let label: String
    /// What the block holds.
    var octets: [UInt8]

    /// The blocks of a text, in order. What stands between them is skipped.
    static func blocks(in text: [UInt8]) throws(TLSError) -> [PEMBlock] {
        var blocks: [PEMBlock] = []
        var place = 0
        while true {
            let (label, octets) = text.withUnsafeBufferPointer { buffer in
                withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { label in
                    label.initialize(repeating: 0)
                    let octets = ipd_pem_read(buffer.baseAddress, buffer.count, &place, label.baseAddress)
                    return (
                        String(decoding: label.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self), octets
                    )
                }
            }
            guard let octets = [UInt8](taking: octets) else { return blocks }
            blocks.append(PEMBlock(label: label, octets: octets))
            guard blocks.count <= countLimit else {
                throw TLSError(.tooLarge, "there are more than \(countLimit) blocks in the PEM text")
            }
        }
    }

    /// Whether octets are PEM text rather than DER.
    static func isText(_ octets: [UInt8]) -> Bool {
        let begin = Array("-----BEGIN ".utf8)
        guard octets.count >= begin.count else { return false }
        // DER begins with a sequence, 0x30, which is the digit 0 in text: only the marker tells them apart.
        var place = octets.startIndex
        while let dash = octets[place...].firstIndex(of: begin[0]), dash + begin.count <= octets.count {
            if octets[dash..<(dash + begin.count)].elementsEqual(begin) { return true }
            place = dash + 1
        }
        return false
    }

    /// Octets as PEM text.
    static func text(_ label: String, _ der: [UInt8]) -> String {
        der.withUnsafeBufferPointer { String(taking: ipd_pem_write(label, $0.baseAddress, $0.count)) } ?? ""
    }
}
