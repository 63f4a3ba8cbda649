# The offer is refused: no finding of its own.
0 open /
0 c {"janus":"message","transaction":"t1","session_id":11,"handle_id":21,"body":{},"jsep":{"type":"offer","sdp":"$sdp(alice 1 actpass audio)"}}
0 s {"janus":"error","transaction":"t1","session_id":11,"error":{"code":465,"reason":"Invalid SDP"}}
0 end
