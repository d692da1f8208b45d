import CaptureFormats

/// All that a decoder finds in octets that come in pieces of this size; what it leaves over is given again.
func decoded(_ octets: [UInt8], _ decoder: inout RPCAPDecoder, pieces: Int = .max) -> [RPCAPInput] {
    var found: [RPCAPInput] = []
    var waiting: [UInt8] = []
    var rest = octets[...]
    while !rest.isEmpty {
        waiting += rest.prefix(pieces)
        rest = rest.dropFirst(pieces)
        var position = 0
        while let input = decoder.next(in: waiting.span, at: &position) { found.append(input) }
        waiting.removeFirst(position)
    }
    return found
}

/// The messages in octets; anything else than messages is left out.
func messages(_ octets: [UInt8], from source: RPCAPDecoder.Source) -> [RPCAPMessage] {
    var decoder = RPCAPDecoder(source, payloadLimit: 1_048_576)
    return decoded(octets, &decoder).compactMap { input in
        if case .message(let message) = input { message } else { nil }
    }
}
