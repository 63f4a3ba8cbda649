# One client, two handles: two peer connections on one connection; a bye ends one of them.
0 open /
0 c {"janus":"message","transaction":"t1","session_id":11,"handle_id":21,"body":{},"jsep":{"type":"offer","sdp":"$sdp(alice 1 actpass audio)"}}
0 s {"janus":"event","session_id":11,"sender":22,"plugindata":{"plugin":"p","data":{}},"jsep":{"type":"offer","sdp":"$sdp(janus 1 actpass audio)"}}
0 c {"janus":"message","transaction":"t2","session_id":11,"handle_id":22,"body":{},"jsep":{"type":"answer","sdp":"$sdp(anna 1 active audio)"}}
0 s {"janus":"event","session_id":11,"sender":21,"transaction":"t1","plugindata":{"plugin":"p","data":{}},"jsep":{"type":"answer","sdp":"$sdp(server 1 active audio)"}}
0 s {"janus":"trickle","session_id":11,"sender":21,"candidate":{"sdpMid":"0","sdpMLineIndex":0,"candidate":"candidate:1 1 udp 2122260223 192.0.2.1 5000 typ host"}}
0 s {"janus":"trickle","session_id":11,"sender":22,"candidate":{"sdpMid":"0","sdpMLineIndex":0,"candidate":"candidate:1 1 udp 2122260223 192.0.2.1 5000 typ host"}}
0 s {"janus":"hangup","session_id":11,"sender":22,"reason":"ICE failed"}
